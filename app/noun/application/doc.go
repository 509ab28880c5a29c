// Package application has the rules for registering and changing applications
// (OAuth clients): their URLs, client authentication, secrets
// and the roles of machines. Every change is one transaction with its event; it
// locks the application first, so that the second of two concurrent changes starts
// from the result of the first.
//
// The console's application cannot be changed: nobody could sign in to undo it.
// The demo application can be changed, but not deleted, since the next start would
// create it again. An application has up to a hundred named secrets. Programs that
// only know one "secret" get the newest that has not expired, and
// replacing the "legacy secret" replaces the one named "Default secret".
//
// Boundary: it decides what may be registered. How a client authenticates, and
// what it gets, is up to app/oidc.
//
// Redirect URIs will be compared byte for byte, so everything ambiguous is
// rejected here: fragments, user names, wildcards, backslashes,
// spaces, control and non-ASCII characters. The allowed schemes are
//
//	https               with any host
//	http                with localhost, 127.0.0.1 and [::1] only (RFC 9700, section 2.1)
//	custom scheme       such as com.example.app (RFC 8252, section 7.1) or myapp
//
// for every type of application that people sign in to: web applications have
// mobile shells, and native ones listen on loopback. Schemes that a browser
// handles itself (javascript, data, file, blob, about and the like) are rejected.
package application
