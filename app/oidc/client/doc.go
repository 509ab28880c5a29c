// Package client answers who is calling an OAuth endpoint: it reads what the
// caller shows, picks the one method of client authentication that it is, and
// checks it against the registered application (RFC 6749, section 2.3; OpenID
// Connect Core 1.0, section 9).
//
// One file per method: none, client_secret_basic, client_secret_post,
// client_secret_jwt, private_key_jwt. Assertions of the last two share
// assertion.go (RFC 7523).
//
// What an authenticated client may then do, and that an answer to another
// origin needs permission, is the endpoints' matter; registering clients is
// application's.
package client
