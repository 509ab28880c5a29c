// Portico is an identity platform: an OpenID Connect provider, hosted pages where users
// sign in and consent, an admin console and a Management API.
//
// # Surfaces
//
//	/oidc                        the provider: app/oidc, one package an endpoint
//	/sign-in /register           authentication: app/page/experience
//	/continue                    confirming the current session: app/page/experience
//	/invitation                  joining an organization with a link: app/noun/invitation
//	/consent                     consent to what an application may have: app/page/consent
//	/account                     a person's own account: app/page/account
//	/unknown-session             where lost requests end up: app/oidc/authorize
//	/demo-app                    the built-in demo application: app/page/demo
//	/console                     the operators' console: app/page/console, and console_*.go of each noun
//	/welcome                     becoming an operator with a link: app/noun/operator
//	/api                         the Management API: app/edge/api, and api_*.go of each noun
//	/t/<tenant>/...              all of the above for a tenant other than "default"
//	/static, /.well-known        files of the pages; the discovery documents at the root
//	portico <command>            the command line: app/command
//
// # Scripts
//
// Tenants' scripts that add claims to access tokens (noun/customjwt) run in processes of
// their own, "portico worker", which ground/script starts, limits and replaces and
// ground/script/worker is. oidc/issue asks for the claims before it signs.
//
// # Layers
//
// main imports app/command, which imports app/server, the composition root, which
// imports everything. Below them the folders are the layers:
//
//	edge      HTTP: web for pages, api for the Management API, wire for OAuth
//	oidc      the protocol core
//	page      what people see during a sign-in, and the console's frame
//	noun      one package per noun: its rules without HTTP, and next to them its
//	          pages (console_*.go) and its routes (api_*.go); some are a tab of
//	          another noun's pages and use its views
//	ground    the shared foundation; it knows neither HTTP nor pages
//
// Nouns, pages and endpoints never import one another: a package that needs another's
// ability declares a small interface, and app/server passes the implementation. They
// build on the ground and the edges, on views, locales and static for what people see,
// and on models and models/store. layers_test.go enforces this with an allow-list.
//
// # A sign-in, step by step
//
// An application sends the browser to /oidc/auth. oidc/authorize runs oidc/request's
// checks: first the client and its redirect URI, then the rest. oidc/interaction decides
// from the request and the browser's session what the user must do; if anything, the
// request is stored and the browser goes to a page. The page (experience, consent)
// completes its step on the stored interaction and returns to /oidc/auth/<interaction>,
// where the decision is made again until nothing is left to do. Then oidc/issue creates a
// grant and its code in one transaction, and authorize responds. The application redeems
// the code at /oidc/token: oidc/client authenticates the client, oidc/token verifies the
// grant, ground/permission decides which scopes apply now, and oidc/issue issues the
// tokens. Revoking, suspending and deleting delete the grant, and with it everything
// that depends on it.
//
// # An operator's request, step by step
//
// The console is a client of the tenant "admin" like any other: app/page/console sends
// the browser through the sign-in above, redeems the code and keeps a session that
// depends on the grant. At each request the operator's role is read and becomes an actor
// with an access level; the page's handler calls one method of a service, which writes
// the change and its audit row in one transaction. A call of the Management API works the
// same way, except that the actor comes from an access token, in app/edge/api.
package main
