// Package application has the rules by which applications (OAuth clients) are
// registered and changed: their addresses, how they authenticate, their secrets
// and the roles of machines. Every change is one transaction with its event; it
// holds the application first, so that of two changes at once the second begins
// with what the first has left.
//
// The console's application cannot be changed: nobody could sign in to mend it.
// The demo application can, but not be deleted, since the next start brings it
// back. An application has up to a hundred secrets by name. What programs from the
// time of a single one know as "secret" is the oldest that has not expired, and
// to replace the "legacy secret" is to replace the one named "Default secret".
//
// Boundary: it decides what may be registered. How a client proves who it is,
// and what it then gets, is app/oidc's.
//
// Redirect URIs are compared byte for byte later on, so all that could be read
// two ways is refused here: fragments, user names, wildcards, backslashes,
// spaces, control and non-ASCII characters. Of schemes there may be
//
//	https               with any host
//	http                with localhost, 127.0.0.1 and [::1] only (RFC 9700, section 2.1)
//	that of an app      such as com.example.app (RFC 8252, section 7.1) or myapp
//
// for every type of application that people sign in to: web applications have
// mobile shells, and native ones listen on loopback. Schemes that a browser runs
// or opens itself (javascript, data, file, blob, about and the like) are refused.
package application
