package sentinel

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// UserSubject is the counter of a user, the same for every identifier and factor.
func UserSubject(id string) string { return "user:" + id }

// MailSubject is the counter of an e-mail address, in lower case, to which mail is
// sent.
func MailSubject(address string) string { return "mail:" + address }

// IdentifierSubject is the counter of an identifier that no user has: of its
// digest, because people type their passwords into the wrong field too. It
// tells apart what the search for a user tells apart, no more and no less, or
// else the block would show which usernames exist: surrounding space never
// counts, and case does in usernames that are case-sensitive.
func IdentifierSubject(identifier string, isCaseSensitive bool) string {
	identifier = strings.TrimSpace(identifier)
	if !isCaseSensitive || strings.Contains(identifier, "@") {
		identifier = strings.ToLower(identifier)
	}
	sum := sha256.Sum256([]byte(identifier))
	return "identifier:" + hex.EncodeToString(sum[:])
}
