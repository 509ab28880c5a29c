package password

import (
	"crypto/md5" //nolint:gosec // imported hashes only
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"portico/app/ground/fault"
)

// Algorithms of imported hashes.
const (
	Argon2i  = "Argon2i"  // PHC string
	Argon2id = "Argon2id" // PHC string
	Bcrypt   = "Bcrypt"   // $2a$, $2b$ or $2y$
	SHA1     = "SHA1"     // unsalted, in hexadecimal, as are the next two
	SHA256   = "SHA256"
	MD5      = "MD5"      // any text is accepted; see md5Text
	Legacy   = "Legacy" // see legacy
)

// argon2d is rejected by name: none of the libraries trusted here implements it.
const argon2d = "Argon2d"

// Algorithms lists the algorithms whose hashes can be imported.
func Algorithms() []string { return []string{Argon2i, Argon2id, Bcrypt, SHA1, SHA256, MD5, Legacy} }

// Imported returns the text to store for a hash imported from another system; an
// empty algorithm means Argon2i. Faults: password.unsupported_encryption_method
// (Argon2d), guard.invalid_input at passwordAlgorithm or passwordDigest.
func Imported(algorithm, digest string) (string, error) {
	if algorithm == "" {
		algorithm = Argon2i
	}
	if algorithm == argon2d {
		return "", fault.New(fault.Unprocessable, "password.unsupported_encryption_method").With("Name", algorithm).
			At("passwordAlgorithm").Because(errors.New("passwordAlgorithm: Argon2d cannot be computed here"))
	}
	if !slices.Contains(Algorithms(), algorithm) {
		return "", invalid("passwordAlgorithm", "one of %s", strings.Join(Algorithms(), ", "))
	}
	if _, err := parseImported(algorithm, digest); err != nil {
		return "", invalid("passwordDigest", "a hash by %s with parameters within bounds", algorithm)
	}
	return algorithm + ":" + digest, nil
}

// Export splits a stored hash into the arguments of Imported; both are empty if there is none.
func Export(stored string) (algorithm, digest string) {
	if algorithm, digest, isImported := strings.Cut(stored, ":"); isImported {
		return algorithm, digest
	}
	if stored == "" {
		return "", ""
	}
	return Argon2id, stored
}

// NeedsRehash reports whether a stored hash differs in kind from those of Hash, so that
// the password should be rehashed when it is next available.
func (h *Hasher) NeedsRehash(stored string) bool {
	parsed, err := parsePHC(stored, variantID)
	if err != nil {
		return true
	}
	made := h.nobody()
	return parsed.memory != made.memory || parsed.passes != made.passes || parsed.lanes != made.lanes ||
		len(parsed.salt) != saltLength || len(parsed.digest) != digestLength
}

// verifier is a parsed stored hash.
type verifier interface {
	// matches hashes the password like the stored one and compares in constant time.
	matches(password string) bool
}

// parseImported parses a hash of an algorithm; the error is ErrHash.
func parseImported(algorithm, digest string) (verifier, error) {
	if len(digest) > maxTextLength || !utf8.ValidString(digest) {
		return nil, ErrHash
	}
	switch algorithm {
	case Argon2i:
		return asVerifier(parsePHC(digest, variantI))
	case Argon2id:
		return asVerifier(parsePHC(digest, variantID))
	case Bcrypt:
		return asVerifier(parseBcrypt(digest))
	case MD5:
		return asVerifier(parseMD5(digest))
	case SHA1, SHA256:
		return asVerifier(parseLegacyHash(strings.ToLower(algorithm), []string{placeholder}, digest))
	case Legacy:
		return parseLegacy(digest)
	}
	return nil, ErrHash
}

// md5Text is an MD5 in hexadecimal that is compared as text. Other systems accept any
// text here, and so do we: what is no MD5 matches no password.
type md5Text string

func parseMD5(digest string) (md5Text, error) {
	if digest == "" {
		return "", ErrHash
	}
	return md5Text(strings.ToLower(digest)), nil
}

func (m md5Text) matches(password string) bool {
	sum := md5.Sum([]byte(password)) //nolint:gosec // imported hashes only
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(m)) == 1
}

// asVerifier keeps a failed parse from becoming a verifier.
func asVerifier[T verifier](parsed T, err error) (verifier, error) {
	if err != nil {
		return nil, err
	}
	return parsed, nil
}

func invalid(field, format string, args ...any) error {
	return fault.New(fault.Invalid, "guard.invalid_input").At(field).Because(fmt.Errorf(field+": not "+format, args...))
}
