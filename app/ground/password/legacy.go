package password

import (
	"crypto/md5"  //nolint:gosec // imported hashes only
	"crypto/sha1" //nolint:gosec // imported hashes only
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
	"strings"
)

// placeholder stands for the password in the arguments.
const placeholder = "@"

// maxArguments is the maximum number of arguments of a legacy hash.
const maxArguments = 16

// parseLegacy parses a hash by one of the functions below, as a JSON tuple:
//
//	["sha256", ["salt", "@"], "<hex>"]    hash of the concatenated arguments
//	["pbkdf2", ["salt", "1000", "32", "sha512", "@"], "<hex>"]
//	                                      salt, iterations, bytes, hash, password
//
// It has exactly three elements, and all arguments are strings; "@" stands for the
// password. The function names are those in hashes, in any case.
func parseLegacy(text string) (verifier, error) {
	var tuple []json.RawMessage
	if err := json.Unmarshal([]byte(text), &tuple); err != nil || len(tuple) != 3 {
		return nil, ErrHash
	}
	var name, expected string
	var arguments []string
	for i, target := range []any{&name, &arguments, &expected} {
		if err := json.Unmarshal(tuple[i], target); err != nil {
			return nil, ErrHash
		}
	}
	if len(arguments) > maxArguments {
		return nil, ErrHash
	}
	name = strings.ToLower(name)
	if name == "pbkdf2" {
		return asVerifier(parsePBKDF2(arguments, expected))
	}
	return asVerifier(parseLegacyHash(name, arguments, expected))
}

// legacyHash is a stored hash of concatenated arguments, one of which is the password.
type legacyHash struct {
	makeHash  func() hash.Hash
	arguments []string
	digest    []byte
}

// parseLegacyHash requires the password among the arguments: without it every password
// would match.
func parseLegacyHash(name string, arguments []string, expected string) (legacyHash, error) {
	h := legacyHash{makeHash: hashes(name), arguments: arguments}
	if h.makeHash == nil || !slices.Contains(arguments, placeholder) {
		return legacyHash{}, ErrHash
	}
	var err error
	if h.digest, err = hex.DecodeString(expected); err != nil || len(h.digest) != h.makeHash().Size() {
		return legacyHash{}, ErrHash
	}
	return h, nil
}

func (h legacyHash) matches(password string) bool {
	sum := h.makeHash()
	for _, argument := range h.arguments {
		if argument == placeholder {
			argument = password
		}
		sum.Write([]byte(argument))
	}
	return subtle.ConstantTimeCompare(sum.Sum(nil), h.digest) == 1
}

// hashes returns a hash function by name, nil if there is none.
func hashes(name string) func() hash.Hash {
	return map[string]func() hash.Hash{
		"md5": md5.New, "sha1": sha1.New,
		"sha224": sha256.New224, "sha256": sha256.New,
		"sha384": sha512.New384, "sha512": sha512.New,
	}[name]
}
