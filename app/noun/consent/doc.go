// Package consent is what users have allowed third-party applications: which scopes,
// and in which organizations. It is given on the consent page, and taken back by the
// user, by an operator, or by the end of a membership.
//
// Boundary: it records consent. What an application may ask for is up to
// app/noun/thirdparty, when users are asked to app/oidc/interaction, and which scopes
// a token has to app/ground/permission.
package consent
