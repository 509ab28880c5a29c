// Package organizationrole has the pages of the organization template: the lists
// of the roles and permissions shared by all organizations, and the
// pages of each.
//
// Boundary: assigning roles within an organization is in views/console/organization.
package organizationrole
