// Package organization keeps the organizations of a tenant: what they are, who
// is a member with which roles, and who joins of themselves.
//
// Its rules are in Service; api_*.go show them as routes of the Management API,
// console_*.go as pages of the console.
//
// Boundary: what an organization's roles mean is the template's (app/noun/organizationrole),
// who is invited is app/noun/invitation's; what a member may do is read by the token
// endpoint through models/store.
package organization
