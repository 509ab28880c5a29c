package sentinel

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// UserSubject is the counter of a user, the same for every identifier and factor.
func UserSubject(id string) string { return "user:" + id }

// IdentifierSubject is the counter of an identifier that no user has: of its
// digest, because people type their passwords into the wrong field too. Case
// and surrounding space make no other identifier.
func IdentifierSubject(identifier string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(identifier))))
	return "identifier:" + hex.EncodeToString(sum[:])
}
