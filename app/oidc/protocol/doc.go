// Package protocol is the vocabulary of OAuth 2.0 and OpenID Connect: error
// codes, parameters, scopes, prompts, response modes, PKCE. A leaf: it knows
// the specifications and nothing of records, requests in flight or HTTP
// frameworks.
package protocol
