// Package tenant says which tenant a request belongs to and holds what is
// configured there: its applications, secrets, resources and permissions of
// machines, cached for as long as the tenant's revision stands.
//
// One query at the start of a request reads the revision; a change by another
// node or by the command line therefore counts with the next request. People,
// sessions, grants and tokens are never cached here: whether something still
// lives is asked of the database each time.
package tenant
