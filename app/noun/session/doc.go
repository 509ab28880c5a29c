// Package session lets operators see and end the access of users: the
// browsers in which a user is signed in, and the user's grants to
// applications. It is the tab Sessions of a user and routes of the Management
// API.
//
// Boundary: it ends what app/ground/session and app/oidc have started. What a
// suspension, a new password or deleting the user ends is up to app/noun/user.
package session
