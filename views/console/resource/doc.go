// Package resource has the pages on which operators see, register, configure and
// delete API resources and their scopes, which the console calls permissions.
//
// Boundary: it renders what it is given. app/noun/resource decides which values
// are accepted.
package resource
