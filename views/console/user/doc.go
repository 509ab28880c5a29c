// Package user has the pages on which operators find, create and change users,
// end their sessions and read their audit logs.
package user
