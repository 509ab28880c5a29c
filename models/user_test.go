package models_test

import (
	"testing"

	"portico/models"
)

func TestDisplayNameAndIdentifier(t *testing.T) {
	text := func(s string) *string { return &s }
	tests := []struct {
		name            string
		user            models.User
		display, second string
	}{
		{"only an id", models.User{ID: "u1"}, "u1", ""},
		{"username", models.User{ID: "u1", Username: text("ann")}, "ann", ""},
		{"e-mail", models.User{ID: "u1", PrimaryEmail: text("a@b.example")}, "a@b.example", ""},
		{"username and e-mail", models.User{Username: text("ann"), PrimaryEmail: text("a@b.example")}, "ann", "a@b.example"},
		{"name and username", models.User{Name: text("Ann"), Username: text("ann")}, "Ann", "ann"},
		{"an empty name", models.User{Name: text(""), PrimaryPhone: text("86130")}, "86130", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.user.DisplayName(); got != test.display {
				t.Errorf("name %q, want %q", got, test.display)
			}
			if got := test.user.Identifier(); got != test.second {
				t.Errorf("identifier %q, want %q", got, test.second)
			}
		})
	}
}
