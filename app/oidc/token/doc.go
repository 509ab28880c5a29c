// Package token is the token endpoint (RFC 6749, section 3.2).
//
// endpoint.go does what all grants have in common, in one order: parse,
// authenticate the client, find the grant, let it verify its basis, limit scopes
// and resource to what applies now, issue, write, answer. A grant fills in the two
// hooks of grant.go and cannot skip any of it.
//
// app/ground/permission decides which scopes apply, and also explains it to
// operators.
package token
