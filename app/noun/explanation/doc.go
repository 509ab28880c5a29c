// Package explanation answers operators who ask why a user can or cannot do
// something: what an access token for the user would contain now, and which roles
// grant each scope. It is the tab Permissions of a user and a route of the
// Management API.
//
// Boundary: it finds the user and the records in question, and the relevant part
// of the user's grants. app/ground/permission decides what a token contains, for
// this package and for the token endpoint alike.
package explanation
