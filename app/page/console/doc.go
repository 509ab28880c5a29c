// Package console is the frame of the operators' console: signing in, sessions, the
// shell around every page, the start page and the search. The pages of each noun are
// with the noun, in files named console_*.go.
//
// The console is an ordinary OpenID Connect client of the tenant "admin": it sends
// operators to the product's own sign-in, exchanges the code, verifies the ID token,
// and keeps a session that depends on the grant. An operator's access is read at each
// request.
package console
