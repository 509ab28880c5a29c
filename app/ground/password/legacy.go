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

// placeholder stands for the password among the arguments.
const placeholder = "@"

// maxArguments bounds the arguments of a legacy hash.
const maxArguments = 16

// parseLegacy reads a hash by any of the functions below, as a JSON tuple:
//
//	["sha256", ["salt", "@"], "<hex>"]    hash of the arguments in a row
//	["pbkdf2", ["salt", "1000", "32", "sha512", "@"], "<hex>"]
//	                                      salt, iterations, bytes, hash, password
//
// Exactly three elements, all arguments texts; "@" stands for the password. The
// names of the functions are those of hashes, in any case.
func parseLegacy(text string) (verifier, error) {
	var tuple []json.RawMessage
	if err := json.Unmarshal([]byte(text), &tuple); err != nil || len(tuple) != 3 {
		return nil, ErrHash
	}
	var name, expected string
	var arguments []string
	for i, place := range []any{&name, &arguments, &expected} {
		if err := json.Unmarshal(tuple[i], place); err != nil {
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

// legacyHash is a stored hash of arguments in a row, the password one of them.
type legacyHash struct {
	makeHash  func() hash.Hash
	arguments []string
	digest    []byte
}

// parseLegacyHash demands the password among the arguments: without it every
// password would match.
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

// hashes finds a hash by its name, nil when there is none of it.
func hashes(name string) func() hash.Hash {
	return map[string]func() hash.Hash{
		"md5": md5.New, "sha1": sha1.New,
		"sha224": sha256.New224, "sha256": sha256.New,
		"sha384": sha512.New384, "sha512": sha512.New,
	}[name]
}
