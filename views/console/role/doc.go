// Package role has the console's pages of the roles: the list, the form for a new
// one, and the tabs of one: its permissions, its holders, and its properties.
//
// Boundary: it renders what it is given. app/noun/role reads and decides.
package role
