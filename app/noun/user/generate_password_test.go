package user_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"portico/app/ground/password"
	"portico/models"
)

// A generated password meets the tenant's policy, whatever it requires, and is different
// each time.
func TestGeneratePassword(t *testing.T) {
	person := password.Person{Username: "abcdef", Email: "hjkmnp@example.com", Phone: "23456789", Name: "Qrs Tuv"}
	tests := []struct {
		name   string
		policy models.PasswordPolicy
		length int
	}{
		{"that of a fresh tenant", models.DefaultTenantSettings().PasswordPolicy, 20},
		{"none", models.PasswordPolicy{}, 20},
		{"all kinds", models.PasswordPolicy{MinLength: 8, MaxLength: 256, MinCharacterTypes: 4}, 20},
		{"long", models.PasswordPolicy{MinLength: 64, MaxLength: 64, MinCharacterTypes: 4, RejectRepetition: true, RejectUserInfo: true}, 64},
		{"short", models.PasswordPolicy{MinLength: 1, MaxLength: 6, MinCharacterTypes: 4, RejectRepetition: true, RejectUserInfo: true}, 6},
		{"many words", models.PasswordPolicy{MinLength: 20, MaxLength: 20, RejectWords: strings.Split("abcdefghijk", "")}, 20},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			w.setPolicy(t, test.policy)
			seen := map[string]bool{}
			for range 50 {
				made, err := w.GeneratePassword(t.Context(), w.records, person)
				if err != nil {
					t.Fatal(err)
				}
				strict := password.Policy(test.policy)
				strict.MinCharacterTypes = 4
				if err := password.Check(strict, made, person); err != nil {
					t.Errorf("%s: %v", made, err)
				}
				if got := utf8.RuneCountInString(made); got != test.length || seen[made] {
					t.Errorf("%s has %d characters, want %d; seen before: %v", made, got, test.length, seen[made])
				}
				seen[made] = true
			}
		})
	}
}

// A policy that accepts nothing is an error, not an infinite loop.
func TestGeneratePasswordGivesUp(t *testing.T) {
	w := newWorld(t)
	w.setPolicy(t, models.PasswordPolicy{MinLength: 20, MaxLength: 10})
	if made, err := w.GeneratePassword(t.Context(), w.records, password.Person{}); err == nil {
		t.Errorf("got %s", made)
	}
}

func (w *world) setPolicy(t *testing.T, policy models.PasswordPolicy) {
	t.Helper()
	tenant, err := w.records.Tenant.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tenant.Settings.PasswordPolicy = policy
	if err := w.records.Tenant.Update(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
}
