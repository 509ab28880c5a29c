// Portico is an identity platform: an OpenID Connect provider, the hosted pages
// on which people sign in and consent, and what runs them.
//
// # Surfaces
//
//	/oidc                        the provider: app/oidc, one package an endpoint
//	/sign-in /register           proving who one is: app/experience
//	/consent                     what an application may have: app/consent
//	/demo-app                    the built-in demo application: app/demo
//	/t/<tenant>/...              the same of another tenant than "default"
//	portico <command>            the command line: app/command
//
// # Layers
//
// main knows app/command, which knows app/server, the composition root; it
// knows everybody. Features and endpoints never know one another. They stand on
// a shared base (web, fault, event, tenant, session, outbound, vault, password;
// and oidc/wire, the OAuth endpoints' counterpart of web), on views, locales
// and static for what people see, and on models and models/store.
// layers_test.go holds this as an allow-list.
//
// # The way of a sign-in
//
// An application sends the browser to /oidc/auth. oidc/authorize takes the
// request through oidc/request's checks: first who asks and where an answer may
// go, then the rest. oidc/interaction decides from the request and the browser's
// session what the person must do; if something, the request is stored and the
// browser goes to a page. The page (experience, consent) finishes its step on
// the stored interaction and returns to /oidc/auth/<interaction>, where the
// decision is taken anew until nothing is left to ask. Then oidc/issue makes a
// grant and its code in one transaction, and authorize answers. The application
// redeems the code at /oidc/token: oidc/client says who is calling, oidc/token
// proves the grant and oidc/issue makes the tokens. Revoking, suspending and
// deleting delete the grant; all that hangs on it goes with it.
package main
