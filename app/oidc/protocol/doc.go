// Package protocol is the vocabulary of OAuth 2.0 and OpenID Connect: error
// codes, parameters, scopes, prompts, response modes, PKCE. It is a leaf: it knows
// the specifications but no records, requests in flight or HTTP
// frameworks.
package protocol
