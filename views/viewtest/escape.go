package viewtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
)

// Markup is a text that becomes an element if it is not escaped.
const Markup = `"'></script></style></textarea></title></option><evil-markup evil-attribute="&lt;">`

// Escapes draws pages whose props have Markup wherever a text comes from outside, and
// verifies that it is shown as text.
func Escapes(t *testing.T, pages map[string]templ.Component) {
	t.Helper()
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			source := Render(t, Context("en"), page)
			d := Parse(t, source)
			isShown := strings.Contains(d.Text(), strings.Join(strings.Fields(Markup), " "))
			for n := range d.elements() {
				if n.Data == "evil-markup" || has(n, "evil-attribute") {
					t.Fatalf("a given text became markup:\n%s", source)
				}
				isShown = isShown || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return strings.Contains(a.Val, Markup) })
			}
			for _, flaw := range d.actionFlaws() {
				t.Error(flaw)
			}
			if !isShown {
				t.Error("no given text is shown")
			}
		})
	}
}
