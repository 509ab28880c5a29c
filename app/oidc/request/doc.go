// Package request is the authorization request and its checks, one file per
// check (OpenID Connect Core 1.0, section 3.1.2.1).
//
// Checks run in two phases. Address finds out where a response may go: client,
// redirect URI, response mode. Until it has succeeded there is no Request, so an
// error can only be shown on a page. Everything after it is a Check, whose error
// goes to the redirect URI. What the user must do is up to the interaction.
package request
