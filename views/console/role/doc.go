// Package role has the console's pages of the roles. Boundary: it renders what it is
// given; app/noun/role reads and decides.
package role
