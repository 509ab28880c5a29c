// Portico is an identity platform: an OpenID Connect provider, the hosted pages
// on which people sign in and consent, and what runs them.
//
// # Surfaces
//
//	/oidc                        the provider: app/oidc, one package an endpoint
//	/sign-in /register /continue proving who one is: app/page/experience
//	/invitation                  joining an organization by a link: app/noun/invitation
//	/consent                     what an application may have: app/page/consent
//	/unknown-session             where lost requests lead: app/oidc/authorize
//	/demo-app                    the built-in demo application: app/page/demo
//	/console                     the operators' console: app/page/console, and console_*.go of each noun
//	/welcome                     becoming an operator by a link: app/noun/operator
//	/api                         the Management API: app/edge/api, and api_*.go of each noun
//	/t/<tenant>/...              all of that of another tenant than "default"
//	/static, /.well-known        files of the pages; the discovery documents at the root
//	portico <command>            the command line: app/command
//
// # Layers
//
// main knows app/command, which knows app/server, the composition root; it
// knows everybody. Below them the folders are the layers:
//
//	edge      HTTP: web for pages, api for the Management API, wire for OAuth
//	oidc      the protocol core
//	page      what people see on their way through a sign-in, and the console's frame
//	noun      one package a noun: its rules without HTTP, and beside them its
//	          pages (console_*.go) and its routes (api_*.go); some are a tab of
//	          another noun's pages and draw them with its views
//	ground    what all of them stand on; it knows neither HTTP nor pages
//
// Nouns, pages and endpoints never know one another: whoever needs another's
// ability declares a small interface, and app/server passes the provider. They
// stand on the ground and the edges, on views, locales and static for what
// people see, and on models and models/store. layers_test.go holds this as an
// allow-list.
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
// proves the grant, ground/permission decides which scopes hold now, and
// oidc/issue makes the tokens. Revoking, suspending and
// deleting delete the grant; all that hangs on it goes with it.
//
// # The way of an operator
//
// The console is a client of the tenant "admin" like any other: app/page/console
// sends the browser through the sign-in above, redeems the code and keeps a
// session that hangs on the grant. At each request the operator's role is read
// anew and becomes an actor with an access level; the page's handler calls one
// method of a service, which writes the change and its audit row in one
// transaction. A call of the Management API is the same from the actor on: only
// who acts comes from an access token, in app/edge/api.
package main
