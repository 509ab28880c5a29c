// Package organization has the pages on which operators see, create, configure and
// delete organizations, and manage their members and the members' roles; and the tab
// of users and machines that lists their organizations.
//
// Boundary: it renders what it is given. app/noun/organization and
// app/noun/invitation decide which values are accepted.
package organization
