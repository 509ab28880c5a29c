// Package resource has the rules of API resources (RFC 8707) and of their scopes,
// which the console calls permissions. Every change is one transaction with its
// event; it holds the resource first, so that of two changes at once the second
// begins with what the first has left.
//
// An indicator is an absolute URI without fragment. It is kept and compared byte
// for byte and never changes: it is the audience of tokens that are out there. It
// has no comma, since clients may name several resources with commas between
// them, and does not begin with "urn:logto:", which names what is no resource.
//
// At most one resource is the default, which is meant by requests that name none.
//
// The Management APIs, those of every tenant in the tenant "admin", belong to the
// installation and are known by their indicators. Neither they nor their scopes
// can be changed: the roles of operators and machines count on them.
//
// Boundary: it decides which scopes there are. Who has them is a matter of roles,
// and which of them a token gets is app/oidc's.
package resource
