package models

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

const (
	idAlphabet     = "0123456789abcdefghijklmnopqrstuvwxyz"
	secretAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// NewID generates the ID of a record: 21 characters of [0-9a-z], 108 bits.
func NewID() string { return random(idAlphabet, 21) }

// NewUserID generates the ID of a user: 12 characters of [0-9a-z], 62 bits.
func NewUserID() string { return random(idAlphabet, 12) }

// NewOrganizationID generates the ID of an organization: 12 characters of [0-9a-z], 62 bits.
func NewOrganizationID() string { return random(idAlphabet, 12) }

// NewSecret generates a client secret: 32 characters of [0-9A-Za-z], 190 bits.
func NewSecret() string { return random(secretAlphabet, 32) }

// NewToken generates a value that only its holder may know: 43 characters of
// base64url, 256 bits. Records store its Digest.
func NewToken() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails: crypto/rand crashes the program instead
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// Digest is the SHA-256 of a token, which records store instead of the token.
func Digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// random draws characters without bias: bytes at or above the largest multiple
// of the alphabet's length are discarded.
func random(alphabet string, length int) string {
	limit := byte(256 - 256%len(alphabet))
	out := make([]byte, 0, length)
	var pool [64]byte
	for {
		_, _ = rand.Read(pool[:])
		for _, b := range pool {
			if limit != 0 && b >= limit {
				continue
			}
			out = append(out, alphabet[int(b)%len(alphabet)])
			if len(out) == length {
				return string(out)
			}
		}
	}
}
