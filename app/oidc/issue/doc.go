// Package issue makes what the provider issues: codes, ID tokens, access tokens
// and refresh tokens, and the claims in them. It does not decide who may have
// them: that is up to authorization and the grants.
//
// Codes, refresh tokens and opaque access tokens are random and stored as
// digests; they belong to a grant and end with it. Access tokens for a resource
// are signed (RFC 9068) and not stored.
package issue
