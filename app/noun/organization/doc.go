// Package organization has the organizations of a tenant: their settings, their
// members and the members' roles, and who joins automatically.
//
// Service has the rules, API the routes, Console the pages. Members are
// users or machines, which are treated the same: see models.HolderKind.
//
// Boundary: app/noun/organizationrole defines the roles, app/noun/invitation
// invites members; the token endpoint reads what a member may do
// through models/store.
package organization
