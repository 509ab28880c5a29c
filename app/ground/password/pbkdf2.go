package password

import (
	"crypto/pbkdf2"
	"crypto/subtle"
	"encoding/hex"
	"hash"
	"strings"
)

// maxIterations bounds the iterations for all blocks of a key together (RFC 8018,
// section 5.2); they take about a second.
const maxIterations = 2_000_000

// pbkdf2Hash is a stored PBKDF2 hash (RFC 8018).
type pbkdf2Hash struct {
	makeHash   func() hash.Hash
	salt       []byte
	iterations uint32
	digest     []byte
}

// parsePBKDF2 parses salt, iterations, key length, hash and password. The salt is used
// literally.
func parsePBKDF2(arguments []string, expected string) (pbkdf2Hash, error) {
	if len(arguments) != 5 || arguments[4] != placeholder || arguments[0] == placeholder {
		return pbkdf2Hash{}, ErrHash
	}
	h := pbkdf2Hash{makeHash: hashes(strings.ToLower(arguments[3])), salt: []byte(arguments[0])}
	length, isLength := parseNumber(arguments[2], "", minDigestLength, maxDigestLength)
	if h.makeHash == nil || !isLength {
		return pbkdf2Hash{}, ErrHash
	}
	size := uint32(h.makeHash().Size())
	blocks := (length + size - 1) / size
	var isNumber bool
	if h.iterations, isNumber = parseNumber(arguments[1], "", 1, maxIterations/blocks); !isNumber {
		return pbkdf2Hash{}, ErrHash
	}
	var err error
	if h.digest, err = hex.DecodeString(expected); err != nil || len(h.digest) != int(length) {
		return pbkdf2Hash{}, ErrHash
	}
	return h, nil
}

func (h pbkdf2Hash) matches(password string) bool {
	key, err := pbkdf2.Key(h.makeHash, password, h.salt, int(h.iterations), len(h.digest))
	return err == nil && subtle.ConstantTimeCompare(key, h.digest) == 1
}
