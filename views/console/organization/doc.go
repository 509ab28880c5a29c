// Package organization has the pages on which operators see, make, set up and
// delete organizations, and say who belongs to them with which roles; and the tab
// of people and machines that lists their organizations.
//
// Boundary: it draws what it is given. Which values are accepted is decided in
// app/noun/organization and app/noun/invitation.
package organization
