package password

import (
	"crypto/rand"
	"crypto/subtle"

	"golang.org/x/crypto/argon2"
)

// MaxBytes is the longest password that is looked at, so that long input costs nothing.
const MaxBytes = 1024

// Parameters of new hashes: 19 MiB, two passes, one lane, which is the choice
// of OWASP's password storage guide for argon2id.
const (
	memoryKiB    = 19 * 1024
	passes       = 2
	lanes        = 1
	saltLength   = 16
	digestLength = 32
)

// makeHash hashes a password with a fresh salt into a PHC string.
func (h *Hasher) makeHash(password string) string {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails: it ends the process instead
	made := h.newPHC(salt)
	made.digest = made.compute(password)
	return made.String()
}

// newPHC has the parameters of new hashes, and no digest yet.
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

// nobody is a hash that no password has, for people who do not exist.
func (h *Hasher) nobody() phc { return h.newPHC(make([]byte, saltLength)) }

// compute hashes a password with the parameters, salt and digest length of h.
func (h phc) compute(password string) []byte {
	if h.variant == variantI {
		return argon2.Key([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.digest)))
	}
	return argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.digest)))
}

// matches hashes the password as h was and compares in constant time.
func (h phc) matches(password string) bool {
	return subtle.ConstantTimeCompare(h.compute(password), h.digest) == 1
}
