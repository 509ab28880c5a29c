package viewtest

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"portico/locales"
)

// unfilled is the text of a placeholder without a value.
const unfilled = "<no value>"

var messageID = regexp.MustCompile(`\b(?:account|experience|consent|console|error|component|demo|invitation)(?:\.[a-zA-Z_]+)+`)

// expected is a pattern for a text.
type expected struct {
	*regexp.Regexp
	isOpen bool // has placeholders, filled with anything
}

// matchesAll reports whether the whole text matches.
func (e expected) matchesAll(text string) bool {
	e.Longest()
	place := e.FindStringIndex(text)
	return place != nil && place[0] == 0 && place[1] == len(text)
}

// expect replaces a message id by its text; other texts are literal.
func expect(ctx context.Context, text string) (expected, error) {
	if !isMessage(text) {
		return expected{Regexp: regexp.MustCompile(regexp.QuoteMeta(text))}, nil
	}
	several, single := locales.T(ctx, text), locales.N(ctx, text, 1)
	if several == text {
		return expected{}, fmt.Errorf("there is no message %s", text)
	}
	quoted := regexp.QuoteMeta(single) + "|" + regexp.QuoteMeta(several)
	return expected{
		Regexp: regexp.MustCompile(strings.ReplaceAll(quoted, regexp.QuoteMeta(unfilled), `[^\n]+`)),
		isOpen: strings.Contains(several+single, unfilled),
	}, nil
}

// isMessage reports whether a text is a message id.
func isMessage(text string) bool { return messageID.FindString(text) == text && text != "" }

// asMessages replaces texts by message ids if want has a message that matches the text.
func asMessages(ctx context.Context, got, want map[string]string) map[string]string {
	all := maps.Clone(got)
	for name, text := range got {
		if wanted, err := expect(ctx, want[name]); err == nil && wanted.matchesAll(text) {
			all[name] = want[name]
		}
	}
	return all
}
