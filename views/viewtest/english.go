package viewtest

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	unseen  = regexp.MustCompile(`(?s)<(script|style|code)\b.*?</(script|style|code)>`)
	spoken  = regexp.MustCompile(`\b(?:aria-label|title|alt|placeholder|data-met)="([^"]*)"`)
	tag     = regexp.MustCompile(`<[^>]*>`)
	letters = regexp.MustCompile(`[A-Za-z]{2,}`)
)

// untouched lists what Chinese texts do not translate: names, the other language's own
// name, and the brand of Context.
func untouched() []string {
	return []string{
		"OpenID Connect", "PKCE", "JavaScript", "JWT", "API", "URI", "URL", "ID", "aaa", "abc",
		"English", "Northwind", "Portico", "Ctrl K", "shop", "default", "UTC", "curl", "GET", "POST", "PATCH", "DELETE", "li.lei@northwind.example",
	}
}

// NoEnglish looks for English words in the texts and spoken attributes of a page, except
// for data and names that Chinese keeps.
func NoEnglish(t *testing.T, html string, data ...string) {
	t.Helper()
	html = unseen.ReplaceAllString(html, " ")
	texts := []string{tag.ReplaceAllString(html, " ")}
	for _, attribute := range spoken.FindAllStringSubmatch(html, -1) {
		texts = append(texts, attribute[1])
	}
	text := strings.Join(texts, " ")
	for _, known := range slices.Concat(data, untouched()) {
		text = strings.ReplaceAll(text, known, " ")
	}
	if found := letters.FindAllString(text, -1); len(found) > 0 {
		t.Errorf("the Chinese page has English words: %q", found)
	}
}
