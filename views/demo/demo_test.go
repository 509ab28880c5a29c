package demo_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/static"
	"portico/views/demo"
	"portico/views/viewtest"
)

func props() demo.DemoProps {
	return demo.DemoProps{
		Issuer: "https://id.example/oidc", ClientID: "demo-app", RedirectURI: "https://id.example/demo-app", Register: true,
	}
}

func TestDemoPage(t *testing.T) {
	viewtest.Golden(t, "demo", func(context.Context) templ.Component { return demo.DemoPage(props()) })
}

func TestDemoPageOffersSignUpWhereItIsAllowed(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		p := props()
		p.Register = allowed
		html := viewtest.Render(t, viewtest.Context("en"), demo.DemoPage(p))
		if got := strings.Contains(html, `id="demo-register"`); got != allowed {
			t.Errorf("allowed %v: button there %v", allowed, got)
		}
	}
}

func TestDemoPageEscapesItsSettings(t *testing.T) {
	p := props()
	p.Issuer = `https://id.example/</script><script>alert(1)</script>`
	html := viewtest.Render(t, viewtest.Context("en"), demo.DemoPage(p))
	if strings.Contains(html, "<script>alert") {
		t.Error("a setting became markup")
	}
}

// The script finds every part that it looks for, and every text.
func TestDemoScriptAndPageAgree(t *testing.T) {
	html := viewtest.Render(t, viewtest.Context("en"), demo.DemoPage(props()))
	script := source(t, "js/demo.js") + source(t, "js/demo_client.js")
	for _, id := range regexp.MustCompile(`(?:byId|act|getElementById)\("([a-z-]+)"`).FindAllStringSubmatch(script, -1) {
		if !strings.Contains(html, `id="`+id[1]+`"`) {
			t.Errorf("the page has no %q", id[1])
		}
	}
	for _, part := range regexp.MustCompile(`part\("([a-z]+)"\)`).FindAllStringSubmatch(script, -1) {
		if !strings.Contains(html, `data-part="`+part[1]+`"`) {
			t.Errorf("the page has no part %q", part[1])
		}
	}
	for _, text := range regexp.MustCompile(`texts\.([a-z]+)|Failure\("([a-z]+)"`).FindAllStringSubmatch(script, -1) {
		if !strings.Contains(html, `"`+text[1]+text[2]+`":"`) {
			t.Errorf("the page has no text %q", text[1]+text[2])
		}
	}
}

func source(t *testing.T, name string) string {
	t.Helper()
	file, ok := static.Open(static.URL(name))
	if !ok {
		t.Fatalf("no %s", name)
	}
	return string(file.Body)
}
