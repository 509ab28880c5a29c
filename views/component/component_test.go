package component_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
)

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var html strings.Builder
	ctx := locales.WithLanguage(context.Background(), "en")
	if err := c.Render(ctx, &html); err != nil {
		t.Fatal(err)
	}
	return html.String()
}

// text is the text of a component, without its markup.
func text(t *testing.T, c templ.Component) string {
	t.Helper()
	return regexp.MustCompile(`<[^>]*>`).ReplaceAllString(render(t, c), "")
}

func TestTileAndAvatar(t *testing.T) {
	tests := []struct{ name, tile, avatar string }{
		{"alice", "A", "A"},
		{"Li Lei", "L", "LL"},
		{"Maximiliane von Hohenstein", "M", "MH"},
		{"李雷", "李", "李"},
		{"李 雷", "李", "李"},
		{"<b>", "B", "B"},
		{"42 Labs", "4", "4"},
		{"éva", "É", "É"},
		{"🦄", "·", "·"},
		{"", "·", "·"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := text(t, component.Tile(test.name)); got != test.tile {
				t.Errorf("tile %q, want %q", got, test.tile)
			}
			if got := text(t, component.Avatar(test.name)); got != test.avatar {
				t.Errorf("avatar %q, want %q", got, test.avatar)
			}
		})
	}
}

func TestTileColorIsStable(t *testing.T) {
	hue := regexp.MustCompile(`hue-([0-9]|1[01])"`)
	first := hue.FindString(render(t, component.Tile("Ledgerly")))
	if first == "" || first != hue.FindString(render(t, component.Avatar("Ledgerly"))) {
		t.Errorf("colour %q is not that of the name", first)
	}
}

func TestSentence(t *testing.T) {
	host := component.Strong("<host>")
	tests := []struct {
		name string
		text string
		want string
	}{
		{"without slots", "Hello & goodbye", "Hello &amp; goodbye"},
		{"in the middle", "Go to " + component.Slot(0) + ".", "Go to <strong>&lt;host&gt;</strong>."},
		{"at the start", component.Slot(0) + " next", "<strong>&lt;host&gt;</strong> next"},
		{"twice", component.Slot(0) + "," + component.Slot(0), "<strong>&lt;host&gt;</strong>,<strong>&lt;host&gt;</strong>"},
		{"no such slot", "a" + component.Slot(7) + "b", "ab"},
		{"never closed", "a\uE000b", "ab"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := render(t, component.Sentence(test.text, host)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestPasswordRulesSayThePolicy(t *testing.T) {
	tests := []struct {
		name   string
		policy models.PasswordPolicy
		rules  int
		judged int
	}{
		{"length only", models.PasswordPolicy{MinLength: 8, MinCharacterTypes: 1}, 1, 1},
		{"kinds of characters", models.PasswordPolicy{MinLength: 8, MinCharacterTypes: 3}, 2, 2},
		{"everything", models.PasswordPolicy{MinLength: 8, MinCharacterTypes: 2, RejectRepetition: true, RejectUserInfo: true, RejectWords: []string{"x"}}, 5, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			html := render(t, component.PasswordRules("newPassword", test.policy))
			if got := strings.Count(html, "<li"); got != test.rules {
				t.Errorf("%d rules, want %d", got, test.rules)
			}
			if got := strings.Count(html, "data-rule="); got != test.judged {
				t.Errorf("%d rules for the script, want %d", got, test.judged)
			}
		})
	}
}

func TestFieldPrefersErrorOverHint(t *testing.T) {
	html := render(t, component.Field(component.FieldProps{Name: "identifier", Hint: "Letters", Error: "Taken"}))
	if strings.Contains(html, "Letters") || !strings.Contains(html, `aria-describedby="identifier-error"`) {
		t.Errorf("got %s", html)
	}
	html = render(t, component.Field(component.FieldProps{Name: "identifier", Hint: "Letters"}))
	if !strings.Contains(html, `aria-describedby="identifier-hint"`) || strings.Contains(html, "aria-invalid") {
		t.Errorf("got %s", html)
	}
}
