// Package role has the rules for a tenant's roles: named sets of scopes that
// users or machines have. A change locks the role, or the holder whose roles change.
//
// A role is for users or for machines, permanently. Scopes of a Management API can
// only be part of roles for machines: the only users who may use it are operators,
// through the built-in roles. Those, and the built-in role that gives machines
// access to the Management API, cannot be changed, but they can be assigned and
// removed. However the role admin is removed, the last admin keeps it.
//
// Boundary: app/ground/permission decides what the roles then permit; the roles
// within organizations are another noun.
package role
