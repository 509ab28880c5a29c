// Package introspect is token introspection (RFC 7662). A client learns of its
// own opaque and refresh tokens; every other token is inactive to it. Signed
// access tokens say for themselves what they are and are refused.
package introspect
