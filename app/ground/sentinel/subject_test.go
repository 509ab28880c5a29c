package sentinel_test

import (
	"testing"

	"portico/app/ground/sentinel"
)

func TestUserSubject(t *testing.T) {
	if got := sentinel.UserSubject("abc"); got != "user:abc" {
		t.Error(got)
	}
}

func TestIdentifierSubject(t *testing.T) {
	// SHA-256 of "ann@example.com".
	const want = "identifier:71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476"
	first := sentinel.IdentifierSubject("ann@example.com", true)
	if first != want {
		t.Errorf("got %s", first)
	}
	for _, same := range []string{"Ann@Example.com", "  ann@example.com\n"} {
		if got := sentinel.IdentifierSubject(same, true); got != first {
			t.Errorf("%q is another subject", same)
		}
	}
	if sentinel.IdentifierSubject("bob@example.com", true) == first {
		t.Error("two identifiers share a subject")
	}
}

// Usernames share a counter exactly when they name the same user.
func TestIdentifierSubjectOfUsernames(t *testing.T) {
	if sentinel.IdentifierSubject("ann", true) == sentinel.IdentifierSubject("ANN", true) {
		t.Error("case-sensitive usernames share a counter")
	}
	if sentinel.IdentifierSubject("ann", false) != sentinel.IdentifierSubject(" ANN ", false) {
		t.Error("one username has two counters")
	}
}
