package sentinel

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// UserSubject is the subject of a user, the same for all identifiers and factors.
func UserSubject(id string) string { return "user:" + id }

// MailSubject is the subject of an email address, in lower case, to which mail is sent.
func MailSubject(address string) string { return "mail:" + address }

// IdentifierSubject is the subject of an identifier that no user has. It is a digest,
// because people also type passwords into the wrong field. It distinguishes exactly
// the identifiers that looking up a user distinguishes, or a block would reveal which
// usernames exist: surrounding space never matters, and case matters in case-sensitive
// usernames.
func IdentifierSubject(identifier string, isCaseSensitive bool) string {
	identifier = strings.TrimSpace(identifier)
	if !isCaseSensitive || strings.Contains(identifier, "@") {
		identifier = strings.ToLower(identifier)
	}
	sum := sha256.Sum256([]byte(identifier))
	return "identifier:" + hex.EncodeToString(sum[:])
}
