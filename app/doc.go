// Portico is an identity platform: an OpenID Connect provider, the hosted pages
// on which people sign in and consent, and what runs them.
//
// # Surfaces
//
//	/oidc                        the provider: app/oidc, one package an endpoint
//	/sign-in /register           proving who one is: app/experience
//	/invitation                  joining an organization by a link: app/invitation
//	/consent                     what an application may have: app/consent
//	/unknown-session             where lost requests lead: app/oidc/authorize
//	/demo-app                    the built-in demo application: app/demo
//	/console                     the operators' console: app/console, and console_*.go of each noun
//	/welcome                     becoming an operator by a link: app/operator
//	/api                         the Management API: app/api, and api_*.go of each noun
//	/t/<tenant>/...              all of that of another tenant than "default"
//	/static, /.well-known        files of the pages; the discovery documents at the root
//	portico <command>            the command line: app/command
//
// # Layers
//
// main knows app/command, which knows app/server, the composition root; it
// knows everybody. Features and endpoints never know one another. They stand on
// a shared base (web, fault, event, tenant, session, outbound, vault, password),
// on views, locales and static for what people see, and on models and
// models/store. layers_test.go holds this as an allow-list.
//
// Four packages came to the base with their reasons: rule has the checks that
// every noun's service makes in the same way; oidc/wire and api are to
// the OAuth endpoints and to the Management API what web is to pages; actor says
// who acts through console and API, which both edges decide and the audit log
// writes down. A noun's rules stand in its package without HTTP; its pages and
// routes beside them in console_*.go and api_*.go.
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
//
// # The way of an operator
//
// The console is a client of the tenant "admin" like any other: app/console
// sends the browser through the sign-in above, redeems the code and keeps a
// session that hangs on the grant. At each request the operator's role is read
// anew and becomes an actor with an access level; the page's handler calls one
// method of a service, which writes the change and its audit row in one
// transaction. A call of the Management API is the same from the actor on: only
// who acts comes from an access token, in app/api.
package main
