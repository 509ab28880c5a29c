// Package client determines who is calling an OAuth endpoint: it reads what the
// caller presents, picks the one client authentication method in use, and
// checks it against the registered application (RFC 6749, section 2.3; OpenID
// Connect Core 1.0, section 9).
//
// One file per method: none, client_secret_basic, client_secret_post,
// client_secret_jwt, private_key_jwt. Assertions of the last two share
// assertion.go (RFC 7523).
//
// What an authenticated client may then do, and which origins may read the
// response, is up to the endpoints; registering clients is up to
// application.
package client
