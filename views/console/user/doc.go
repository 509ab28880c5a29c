// Package user has the pages on which operators find, make and change users,
// end their sessions and read what they did.
package user
