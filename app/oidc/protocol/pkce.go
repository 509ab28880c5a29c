package protocol

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"strings"
)

// MethodS256 is the only code challenge method (RFC 7636, section 4.2); plain is refused.
const MethodS256 = "S256"

// IsChallenge reports whether text is a possible S256 challenge: the base64url of 32 bytes.
func IsChallenge(text string) bool {
	if len(text) != base64.RawURLEncoding.EncodedLen(sha256.Size) { // the decoder ignores line breaks
		return false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	return err == nil && len(raw) == sha256.Size
}

// IsVerifier reports whether text has the form of a code verifier (RFC 7636, section 4.1).
func IsVerifier(text string) bool {
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	return len(text) >= 43 && len(text) <= 128 && strings.Trim(text, unreserved) == ""
}

// VerifierMatches reports whether verifier matches an S256 challenge.
func VerifierMatches(verifier, challenge string) bool {
	sum := sha256.Sum256([]byte(verifier))
	computed := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(computed), []byte(challenge)) == 1
}
