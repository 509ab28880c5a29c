// Package customjwt has the rules for custom claims: a tenant's scripts, one for the
// tokens of users and one for those of machines, with their environment variables, the
// versions that were saved, and saved tests. It runs them when a token is issued and
// when an operator tests them.
//
// The values of environment variables are encrypted at rest and never in an event. Who
// may edit scripts may also test them, since a test runs code: see actor.MayEditScripts.
//
// Boundary: app/ground/script runs a script; app/oidc/token and app/oidc/issue decide
// what a claim, a failure or a denial means for a token.
package customjwt
