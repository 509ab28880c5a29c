// Package tenant resolves a request's tenant and caches its configuration: its
// applications, secrets, resources and machine permissions, for as long as the
// tenant's revision does not change.
//
// One query at the start of a request reads the revision, so a change by another node
// or by the command line takes effect with the next request. Users, sessions, grants
// and tokens are never cached here: the database is always asked whether one is
// still valid.
package tenant
