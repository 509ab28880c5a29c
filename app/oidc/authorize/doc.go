// Package authorize is the authorization endpoint (RFC 6749, section 3.1;
// OpenID Connect Core 1.0, section 3.1.2).
//
// pipeline.go reads in the order of processing: address, checks, decision, answer.
// The address has its own type, so a response cannot be redirected before its
// redirect URI has been validated. What the user must do is decided by
// app/oidc/interaction and carried out by the pages.
package authorize
