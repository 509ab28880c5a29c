// Package role has the rules of a tenant's roles: named sets of scopes that
// users or machines have. Every change is one transaction with its event; it
// holds the role, or the user or machine whose roles change, so that of two
// changes at once the second begins with what the first has left.
//
// A role is for users or for machines and stays so. Scopes of a Management API
// go into roles of machines alone: of people only operators may use it, by the
// roles that the installation gives them. These, and the role that gives machines
// the Management API, cannot be changed; who has them can. Whichever way the role
// admin is taken from an operator, the last one keeps it.
//
// Boundary: it decides who has which role and what is in it. What the roles then
// permit is decided by app/ground/permission; the roles within organizations are
// another noun.
package role
