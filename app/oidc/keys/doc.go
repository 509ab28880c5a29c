// Package keys holds the signing keys of a tenant: it generates them, signs and
// verifies the tenant's own tokens and publishes the public halves as a JWK Set
// (RFC 7517).
//
// Each algorithm has up to three keys. The next one is published but does not sign
// yet, so that verifiers know it before it is needed; the current one signs; the
// previous one only verifies what it signed before. The public halves of older
// keys stay, unpublished, until the sessions that began under them are over: ID
// tokens that they signed still come back as hints. Private keys are stored
// encrypted and decrypted only for the keys that sign.
//
// Rotating keys, deleting them and choosing the default algorithm is up to
// app/noun/signingkey. The contents, lifetime and revocation of tokens are not
// decided here: issue makes claims, and the reader of a token checks its times,
// issuer and audience. Keys of clients and of upstream providers belong to client
// and the connectors.
package keys
