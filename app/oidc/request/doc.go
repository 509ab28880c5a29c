// Package request is the authorization request and its checks, one file per
// check (OpenID Connect Core 1.0, section 3.1.2.1).
//
// Checks run in two phases. Address finds out where an answer may go: client,
// redirect URI, response mode. Until it has succeeded there is no Request, so
// an error cannot be sent anywhere but onto a page. Everything after it is a
// Check, whose error travels to the redirect URI. What the person must do is
// the interaction's to decide.
package request
