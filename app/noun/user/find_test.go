package user_test

import (
	"errors"
	"strings"
	"testing"

	"portico/app/noun/user"
	"portico/models/store"
)

func TestFindByIdentifier(t *testing.T) {
	tests := []struct {
		name          string
		caseSensitive bool
		identifier    string
		want          string // username of the user found, "" for none
	}{
		{"username", true, "Ann", "Ann"},
		{"space around", true, " Ann\n", "Ann"},
		{"other case", true, "ANN", ""},
		{"other case, when it does not count", false, "ANN", "Ann"},
		{"email", true, "ann@example.com", "Ann"},
		{"email in different case", true, "ANN@example.COM", "Ann"},
		{"other email", true, "bob@example.com", ""},
		{"nothing", true, "", ""},
		{"only space", false, "  ", ""},
		{"NUL", false, "Ann\x00", ""},
		{"NUL in an email", true, "ann@example.com\x00", ""},
		{"no UTF-8", false, "\xff", ""},
		{"endless", false, strings.Repeat("a", 1<<20), ""},
	}
	for _, caseSensitive := range []bool{true, false} {
		w := newWorld(t)
		w.CaseSensitiveUsername = caseSensitive
		w.create(t, user.New{Username: "Ann", Email: "Ann@Example.com"})
		for _, test := range tests {
			if test.caseSensitive != caseSensitive {
				continue
			}
			t.Run(test.name, func(t *testing.T) {
				got, err := w.FindByIdentifier(t.Context(), w.records, test.identifier)
				if test.want == "" {
					if !errors.Is(err, store.ErrNotFound) {
						t.Errorf("got %v, %v", got, err)
					}
					return
				}
				if err != nil || text(got.Username) != test.want {
					t.Errorf("got %v, %v", got, err)
				}
			})
		}
	}
}

// Usernames from when case mattered still work.
func TestFindByIdentifierAfterTheSettingChanged(t *testing.T) {
	w := newWorld(t)
	ann := w.create(t, user.New{Username: "Ann"})
	w.CaseSensitiveUsername = false
	got, err := w.FindByIdentifier(t.Context(), w.records, "Ann")
	if err != nil || got.ID != ann.ID {
		t.Errorf("got %v, %v", got, err)
	}
}
