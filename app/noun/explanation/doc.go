// Package explanation answers operators who ask why a user may do something, or
// may not: what an access token for the user would carry now, and which roles
// give each scope. It is the tab Permissions of a user and a route of the
// Management API.
//
// Boundary: it finds whom and what the question names, and of what the user has
// granted the part that counts. What a token carries is decided by
// app/ground/permission, for this package and for the token endpoint alike.
package explanation
