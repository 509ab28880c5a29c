// Package issue makes what the provider hands out: codes, ID tokens, access
// tokens and refresh tokens, and the claims in them. It decides nothing about
// who may have them: that is the authorization's and the grants' part.
//
// Codes, refresh tokens and opaque access tokens are random, and stored as
// digests; they hang on a grant and end with it. Access tokens of a resource
// are signed (RFC 9068) and not stored.
package issue
