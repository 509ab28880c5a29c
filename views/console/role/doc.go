// Package role has the console's pages of the roles: the list, the form of a new
// one, and the tabs of one: what it permits, who has it, and what it is.
//
// Boundary: pages show what they are given; app/noun/role finds it and decides.
package role
