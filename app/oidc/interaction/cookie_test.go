package interaction_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/interaction"
)

func TestCookie(t *testing.T) {
	nine := strings.Split("a.b.c.d.e.f.g.h.i", ".")
	tests := []struct {
		name  string
		value string
		want  []string // after "z" was added
	}{
		{"none", "", []string{"z"}},
		{"one", "a", []string{"a", "z"}},
		{"two", "a.b", []string{"a", "b", "z"}},
		{"empty parts", "..a...b.", []string{"a", "b", "z"}},
		{"full", strings.Join(nine[:8], "."), append(slices.Clone(nine[1:8]), "z")},
		{"overfull", strings.Join(nine, "."), append(slices.Clone(nine[1:8]), "z")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			value := interaction.FormatCookie(interaction.ParseCookie(test.value), "z")
			if diff := cmp.Diff(test.want, interaction.ParseCookie(value)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzParseCookie(f *testing.F) {
	for _, seed := range []string{"", "a", "a.b", "...", "a.b.c.d.e.f.g.h.i.j", "\x00.\xff", strings.Repeat("x.", 5000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		tokens := interaction.ParseCookie(value)
		if len(tokens) > 8 || slices.Contains(tokens, "") {
			t.Fatalf("tokens: %q", tokens)
		}
		again := interaction.ParseCookie(interaction.FormatCookie(tokens, "new"))
		if again[len(again)-1] != "new" || len(again) != min(len(tokens)+1, 8) {
			t.Fatalf("with a new one: %q", again)
		}
	})
}
