// Package account has the pages of a person's own account: what they have allowed
// third-party applications, and, for those whom an organization lets manage its
// applications, which ones its members use.
//
// The pages live on the browser's session; whoever has none signs in and comes back.
// An act needs a recent sign-in or the password, since a browser may have been left
// unattended.
//
// Boundary: it shows and asks. What a consent is, and what taking it back means, is up
// to app/noun/consent.
package account
