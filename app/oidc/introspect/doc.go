// Package introspect is token introspection (RFC 7662). A client can introspect
// its own opaque and refresh tokens. A first-party application can also be a
// resource server: it can then introspect access tokens for the resources it
// serves and, if so registered, other clients' opaque tokens. Every other token is
// reported as inactive, whatever is wrong with it.
package introspect
