// Package organizationrole has the rules of the organization template: the roles that
// every organization can give to its members, and the permissions that only mean
// something within an organization. An organization role gives both kinds of
// permissions, these and the scopes of resources. Every change is one transaction
// with its event; it holds the role or the permission first, so that of two
// changes at once the second begins with what the first has left.
//
// The type of a role never changes: those who have it would have to lose it. The
// scopes of a Management API cannot go into any organization role, neither of
// people nor of machines: who becomes a member of an organization must not become
// an operator by it.
//
// Boundary: who has a role in which organization is app/noun/organization's, and what
// tokens make of it is app/oidc's.
package organizationrole
