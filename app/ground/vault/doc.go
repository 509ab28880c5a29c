// Package vault holds the key-encryption key: it seals secrets that are kept in
// the database and derives values that only this server can make.
//
// Boundary: it knows bytes and context strings, no records. It finds or makes
// the key at start (Load) and never stores anything else.
package vault
