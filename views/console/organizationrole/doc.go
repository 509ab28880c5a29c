// Package organizationrole has the pages of the organization template: the lists
// of the roles and the permissions that organizations have in common, and the
// pages about one of each.
//
// Boundary: which organization gives whom a role stands in views/console/organization.
package organizationrole
