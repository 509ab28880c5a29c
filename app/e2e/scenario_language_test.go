//go:build e2e

package e2e_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// foreignWords returns the visible words in Latin letters on a page, except names, code
// and what is deliberately in another language.
const foreignWords = `(() => {
	const skipped = "script, style, noscript, code, pre, [lang]:not(html), .scopes";
	const texts = [document.title];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		if (!walker.currentNode.parentElement.closest(skipped)) texts.push(walker.currentNode.data);
	}
	for (const node of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
		for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(node.getAttribute(name) ?? "");
	}
	const words = texts.join("\n").match(/[A-Za-z][A-Za-z0-9_.:-]+/g) ?? [];
	return [...new Set(words)];
})()`

// properNames do not count as English: names, protocol terms, an example of a bad password.
var properNames = strings.Fields("Portico shop OpenID Connect PKCE API JWT ID URI aaa")

func TestChineseHasNoEnglish(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	for _, screen := range screens(t, s, "shop", "zhao") {
		t.Run(screen.name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, s, screen.origin)
			b.acceptLanguage("zh-CN,zh;q=0.9,en;q=0.1")
			screen.show(b)
			if got := ask(b, chromedp.Evaluate[string]("document.documentElement.lang")); got != "zh-CN" {
				t.Errorf("the page's language is %q, want zh-CN", got)
			}
			for _, word := range ask(b, chromedp.Evaluate[[]string](foreignWords)) {
				if !slices.Contains(properNames, word) && word != screen.username && word != hostOf(screen.origin) {
					t.Errorf("the page says %q", word)
				}
			}
			b.screenshot(screen.name + "-zh-CN")
		})
	}
}

func TestLanguageCanBeChosen(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	app := newWebApp(t, s, "Language")
	b := newTab(t, s, app.origin)
	b.open(app.authorization(map[string]string{"ui_locales": "zh-CN"}))
	b.see("#sign-in-form")
	mustSpeak(t, b, "zh-CN")
	b.click(".languages a[lang=en]")
	b.see("html[lang=en] #sign-in-form")
	b.click("#register-link")
	b.see("#register-form")
	mustSpeak(t, b, "en")
}

func mustSpeak(t *testing.T, b *tab, language string) {
	t.Helper()
	if got := ask(b, chromedp.Evaluate[string]("document.documentElement.lang")); got != language {
		t.Errorf("the page is in %q, want %s", got, language)
	}
}
