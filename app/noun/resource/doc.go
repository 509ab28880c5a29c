// Package resource has the rules for API resources (RFC 8707) and their scopes,
// which the console calls permissions. Every change is one transaction with its
// event; it locks the resource first, so that the second of two concurrent changes
// starts from the result of the first.
//
// An indicator is an absolute URI without fragment. It is stored and compared byte
// for byte and never changes: it is the audience of tokens already issued. It
// has no comma, since clients may list several resources separated by
// commas, and does not begin with "urn:logto:", which is reserved.
//
// At most one resource is the default, for requests that name none.
//
// The Management APIs, those of every tenant in the tenant "admin", belong to the
// installation and are recognized by their indicators. Neither they nor their scopes
// can be changed: the roles of operators and machines depend on them.
//
// Boundary: it decides which scopes exist. Roles decide who has them,
// and app/oidc which of them a token gets.
package resource
