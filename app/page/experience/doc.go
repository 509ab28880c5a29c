// Package experience authenticates users: sign-in and sign-up, with their pages. It
// completes its step on the stored interaction and leaves the rest to the OpenID
// Connect core, which it does not import.
package experience
