// Package session lets operators see and end the access that people have: the
// browsers in which a user is signed in, and what the user has granted to
// applications. It is the tab Sessions of a user and routes of the Management
// API.
//
// Boundary: it ends what app/ground/session and app/oidc have begun. What a
// suspension, a new password or deleting the user ends with it is app/noun/user.
package session
