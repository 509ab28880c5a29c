package protocol_test

import (
	"strings"
	"testing"

	"portico/app/oidc/protocol"
)

// The example of RFC 7636, appendix B.
const (
	verifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

func TestIsChallenge(t *testing.T) {
	tests := []struct {
		name string
		text string
		want bool
	}{
		{"RFC 7636, appendix B", challenge, true},
		{"empty", "", false},
		{"too short", challenge[:42], false},
		{"too long", challenge + "A", false},
		{"padded", challenge + "=", false},
		{"the other alphabet", strings.Replace(challenge, "-", "+", 1), false},
		{"bits beyond 32 bytes", challenge[:42] + "N", false},
		{"a trailing line break", challenge + "\n", false},
		{"a line break inside", challenge[:21] + "\n" + challenge[21:42], false},
		{"hexadecimal", strings.Repeat("ab", 32), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := protocol.IsChallenge(test.text); got != test.want {
				t.Errorf("IsChallenge(%q) = %v", test.text, got)
			}
		})
	}
}

func TestIsVerifier(t *testing.T) {
	tests := []struct {
		name string
		text string
		want bool
	}{
		{"RFC 7636, appendix B", verifier, true},
		{"every kind of character", "-._~" + strings.Repeat("aZ9", 13), true},
		{"42 characters", strings.Repeat("a", 42), false},
		{"43 characters", strings.Repeat("a", 43), true},
		{"128 characters", strings.Repeat("a", 128), true},
		{"129 characters", strings.Repeat("a", 129), false},
		{"empty", "", false},
		{"a character that is not unreserved", strings.Repeat("a", 21) + "+" + strings.Repeat("a", 21), false},
		{"space", strings.Repeat("a", 43) + " ", false},
		{"not ASCII", strings.Repeat("ä", 30), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := protocol.IsVerifier(test.text); got != test.want {
				t.Errorf("IsVerifier(%q) = %v", test.text, got)
			}
		})
	}
}

func TestVerifierMatches(t *testing.T) {
	tests := []struct {
		name      string
		verifier  string
		challenge string
		want      bool
	}{
		{"RFC 7636, appendix B", verifier, challenge, true},
		{"another verifier", strings.Repeat("a", 43), challenge, false},
		{"the challenge itself, as with plain", challenge, challenge, false},
		{"plain", verifier, verifier, false},
		{"no challenge", verifier, "", false},
		{"no verifier", "", challenge, false},
		{"nothing at all", "", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := protocol.VerifierMatches(test.verifier, test.challenge); got != test.want {
				t.Errorf("VerifierMatches = %v", got)
			}
		})
	}
}
