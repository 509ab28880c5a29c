// Package organization has the organizations of a tenant: what they are, who is
// a member with which roles, and who joins automatically.
//
// Service knows the rules, API serves the routes, Console the pages. Members are
// users or machines, which are treated alike: see models.HolderKind.
//
// Boundary: what an organization's roles mean is the template's (app/noun/organizationrole),
// who is invited is app/noun/invitation's; what a member may do is read by the token
// endpoint through models/store.
package organization
