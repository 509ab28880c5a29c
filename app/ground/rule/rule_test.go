package rule_test

import (
	"errors"
	"strings"
	"testing"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models/store"
)

func TestOrMissing(t *testing.T) {
	if f := fault.From(rule.OrMissing("role r", store.ErrNotFound)); f.Kind != fault.Missing || f.Code != "entity.not_found" {
		t.Errorf("not found: %v", f)
	}
	broken := errors.New("broken")
	if err := rule.OrMissing("role r", broken); !errors.Is(err, broken) || fault.From(err).Kind != fault.Internal {
		t.Errorf("another error: %v", err)
	}
}

func TestInvalid(t *testing.T) {
	f := fault.From(rule.Invalid("name", "error.role.rule.name", "must have %d characters", 1))
	if f.Kind != fault.Invalid || f.Code != "guard.invalid_input" || f.Fields["name"] != "error.role.rule.name" {
		t.Errorf("%+v", f)
	}
}

func TestTexts(t *testing.T) {
	tests := []struct {
		text                string
		isName, isSeen, isT bool
	}{
		{"Shop", true, true, true},
		{"👩‍👩‍👧 家", true, true, true},
		{"", false, true, true},
		{" \t", false, false, true},
		{"a\u202eb", false, false, true},
		{"a\nb", false, false, true},
		{"a\x00b", false, false, false},
		{"\xff", false, false, false},
		{strings.Repeat("é", 8), true, true, true},
		{strings.Repeat("é", 9), false, true, false},
	}
	for _, test := range tests {
		got := []bool{rule.IsName(test.text, 8), rule.IsVisible(test.text), rule.IsText(test.text, 8)}
		want := []bool{test.isName, test.isSeen, test.isT}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: got %v, want %v", test.text, got, want)
			}
		}
	}
}

func TestIsEmail(t *testing.T) {
	tests := map[string]bool{
		"ann@example.com": true, "Ann+a@Example.com": true, "jörg@example.com": true,
		"ann": false, "Ann <ann@example.com>": false, "ann@example.com ": false, "a\u200db@example.com": false,
		"\u212aate@example.com": false, "\u0130@example.com": false, // in lower case they would be kate and i
	}
	for address, want := range tests {
		if got := rule.IsEmail(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
}
