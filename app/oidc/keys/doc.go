// Package keys holds the signing keys of a tenant: it makes them, signs and
// verifies the tenant's own tokens and publishes the public halves as a JWK Set
// (RFC 7517).
//
// Each algorithm has up to three keys. The next one is published but signs
// nothing yet, so that verifiers know it before it is needed; the current one
// signs; the previous one only verifies what it signed before. The public halves
// of those before it are kept, unpublished, until the sessions that began under
// them are over: ID tokens that they signed still come back as hints. Private keys
// are stored encrypted and opened only for the keys that sign.
//
// Rotating keys, deleting them and choosing the default algorithm is
// app/noun/signingkey. What a token says, how long it is good for and whether it was revoked is not
// decided here: issue makes claims, and whoever reads a token checks its times,
// issuer and audience. Keys of clients and of upstream providers are client's
// and the connectors' matter.
package keys
