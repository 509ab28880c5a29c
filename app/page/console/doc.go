// Package console is the frame of the operators' console: signing in, who is
// signed in, the shell around every page, the first page and the search. The
// pages of each noun stand with the noun, in files named console_*.go.
//
// The console is an ordinary OpenID Connect client of the tenant "admin": it
// sends operators to the product's own sign-in, exchanges the code, verifies
// the ID token, and keeps a session that hangs on the grant. What an operator
// may is read anew at each request.
package console
