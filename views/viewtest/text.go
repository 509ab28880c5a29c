package viewtest

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"portico/locales"
)

// unfilled is what stands for a placeholder without a value.
const unfilled = "<no value>"

var messageID = regexp.MustCompile(`\b(?:experience|consent|console|error|component|demo|invitation)(?:\.[a-zA-Z_]+)+`)

// expected is what a text must look like.
type expected struct {
	*regexp.Regexp
	isOpen bool // there are placeholders, filled with anything
}

// matchesAll tells whether there is nothing else in a text.
func (e expected) matchesAll(text string) bool {
	e.Longest()
	place := e.FindStringIndex(text)
	return place != nil && place[0] == 0 && place[1] == len(text)
}

// expect takes the id of a message for its text, other texts as they are.
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

// isMessage tells whether a text is nothing but a message's id.
func isMessage(text string) bool { return messageID.FindString(text) == text && text != "" }

// asMessages puts the ids of messages in the place of texts, where want has a
// message that the text may come from.
func asMessages(ctx context.Context, got, want map[string]string) map[string]string {
	all := maps.Clone(got)
	for name, text := range got {
		if wanted, err := expect(ctx, want[name]); err == nil && wanted.matchesAll(text) {
			all[name] = want[name]
		}
	}
	return all
}
