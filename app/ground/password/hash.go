package password

import (
	"crypto/rand"
	"crypto/subtle"

	"golang.org/x/crypto/argon2"
)

// MaxBytes is the maximum length of a password; longer input is rejected unhashed.
const MaxBytes = 1024

// Parameters of new hashes: 19 MiB, two passes, one lane, as OWASP's Password Storage
// Cheat Sheet recommends for argon2id.
const (
	memoryKiB    = 19 * 1024
	passes       = 2
	lanes        = 1
	saltLength   = 16
	digestLength = 32
)

// makeHash hashes a password with a new salt into a PHC string.
func (h *Hasher) makeHash(password string) string {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails: it crashes the program instead
	made := h.newPHC(salt)
	made.digest = made.compute(password)
	return made.String()
}

// newPHC returns a hash with the parameters of new hashes and no digest yet.
func (h *Hasher) newPHC(salt []byte) phc {
	made := phc{
		variant: variantID, memory: memoryKiB, passes: passes, lanes: lanes,
		salt: salt, digest: make([]byte, digestLength),
	}
	if h.IsCheap {
		made.memory, made.passes = 8*lanes, 1
	}
	return made
}

// nobody returns a hash that no password matches, for users who do not exist.
func (h *Hasher) nobody() phc { return h.newPHC(make([]byte, saltLength)) }

// compute hashes a password with the parameters, salt and digest length of h.
func (h phc) compute(password string) []byte {
	if h.variant == variantI {
		return argon2.Key([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.digest)))
	}
	return argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.digest)))
}

// matches hashes the password with h's parameters and compares in constant time.
func (h phc) matches(password string) bool {
	return subtle.ConstantTimeCompare(h.compute(password), h.digest) == 1
}
