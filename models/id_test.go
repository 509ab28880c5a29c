package models_test

import (
	"bytes"
	"regexp"
	"testing"

	"portico/models"
)

func TestIDs(t *testing.T) {
	tests := []struct {
		name, form string
		make       func() string
	}{
		{"record", `^[0-9a-z]{21}$`, models.NewID},
		{"user", `^[0-9a-z]{12}$`, models.NewUserID},
		{"secret", `^[0-9A-Za-z]{32}$`, models.NewSecret},
		{"token", `^[0-9A-Za-z_-]{43}$`, models.NewToken},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			seen := map[string]bool{}
			for range 2000 {
				id := test.make()
				if !regexp.MustCompile(test.form).MatchString(id) || seen[id] {
					t.Fatalf("got %q, want %s and each once", id, test.form)
				}
				seen[id] = true
			}
		})
	}
}

// Every character is drawn, and about as often as any other.
func TestIDsAreUnbiased(t *testing.T) {
	const draws = 20_000
	counts := map[rune]int{}
	for range draws {
		for _, r := range models.NewUserID() {
			counts[r]++
		}
	}
	if len(counts) != 36 {
		t.Fatalf("%d characters are drawn, want 36", len(counts))
	}
	const mean = draws * 12 / 36
	for r, count := range counts {
		if count < mean*85/100 || count > mean*115/100 {
			t.Errorf("%q is drawn %d times, about %d expected", r, count, mean)
		}
	}
}

func TestDigest(t *testing.T) {
	if bytes.Equal(models.Digest("a"), models.Digest("b")) || len(models.Digest("")) != 32 {
		t.Error("digests do not tell tokens apart")
	}
}
