// Package token is the token endpoint (RFC 6749, section 3.2).
//
// endpoint.go does what every grant has in common, in one order: parse,
// authenticate the client, find the grant, let it prove its basis, cut scopes
// and resource to what holds now, issue, write, answer. A grant fills the two
// hooks of grant.go and can skip none of it.
//
// Which scopes hold is decided by app/ground/permission, which also explains it
// to operators.
package token
