// Package resource has the pages on which operators see, register, set up and
// delete API resources and their scopes, which are called permissions there.
//
// Boundary: it draws what it is given. Which values are accepted is decided in
// app/noun/resource.
package resource
