// Package authorize is the authorization endpoint (RFC 6749, section 3.1;
// OpenID Connect Core 1.0, section 3.1.2).
//
// pipeline.go reads as the order of things: address, checks, decision, answer.
// The address has a type of its own, so an answer cannot be redirected before
// its redirect URI is proven. What the person must do is decided by
// app/oidc/interaction and done by the pages.
package authorize
