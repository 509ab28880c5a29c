// Package introspect is token introspection (RFC 7662). A client learns of the
// opaque and refresh tokens that it holds. An application of the tenant's own may
// be a resource server: then it learns of access tokens for the resources that it
// serves and, if it is registered so, of other clients' opaque ones. Every other
// token is inactive to it, whatever is wrong with that token.
package introspect
