// Package signingkey lets operators manage the signing keys of a tenant: it
// rotates the keys of an algorithm, deletes a key that has been replaced and
// chooses the default algorithm. Its pages are the console's Signing keys, its
// routes those of /configs/oidc.
//
// Boundary: it moves keys through their stages. app/oidc/keys generates keys, signs,
// verifies and publishes them.
package signingkey
