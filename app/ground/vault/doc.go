// Package vault holds the key-encryption key: it seals secrets stored in the database
// and derives values that only this server can compute.
//
// Boundary: it handles bytes and context strings, not records. It finds or generates
// the key at startup (Load) and stores nothing else.
package vault
