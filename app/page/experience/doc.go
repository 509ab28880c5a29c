// Package experience is how a person proves who they are: sign-in and sign-up,
// with their pages. It finishes its step on the stored interaction and leaves
// what comes next to the OpenID Connect core, which it does not know.
package experience
