// Package organizationrole has the rules for the organization template: the roles that
// every organization can assign to its members, and the permissions that only exist
// within organizations. An organization role grants both kinds of
// permissions, these and the scopes of resources. Every change is one transaction
// with its event; it locks the role or the permission first, so that the second of
// two concurrent changes starts from the result of the first.
//
// The type of a role never changes, because its holders would have to lose it. The
// scopes of a Management API cannot be part of any organization role, for users or
// for machines: becoming a member of an organization must not make anyone an
// operator.
//
// Boundary: app/noun/organization decides who has a role in which organization, and
// app/oidc what that means for tokens.
package organizationrole
