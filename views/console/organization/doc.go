// Package organization has the pages on which operators see, make, set up and
// delete organizations, and say who belongs to them with which roles.
//
// Frame is what stands around every page of one organization, and Memberships
// what the pages of users and machines show of theirs; so other features show
// pages here, too.
//
// Boundary: it draws what it is given. Which values are accepted is decided in
// app/noun/organization.
package organization
