package demo_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"portico/locales"
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
	for _, lang := range locales.Languages() {
		t.Run(lang, func(t *testing.T) {
			ctx := viewtest.Context(lang)
			page := viewtest.Draw(t, ctx, demo.DemoPage(props()))
			for _, flaw := range page.Flaws() {
				t.Error(flaw)
			}
			if lang == "zh-CN" {
				viewtest.NoEnglish(t, viewtest.Render(t, ctx, demo.DemoPage(props())))
			}
			// The page has several states, of which a style sheet shows one.
			greeting := strings.ReplaceAll(locales.T(ctx, "demo.user.greeting", locales.Data{"Name": "|"}), "|", "")
			want := []string{locales.T(ctx, "demo.failure.title"), locales.T(ctx, "demo.hero.title"), strings.TrimSpace(greeting)}
			if diff := cmp.Diff(want, page.Headings()); diff != "" {
				t.Error(diff)
			}
			for _, setting := range []string{"https://id.example/oidc", "demo-app", "https://id.example/demo-app", "openid offline_access profile"} {
				if !strings.Contains(page.Text(), setting) {
					t.Errorf("the page does not say %q", setting)
				}
			}
		})
	}
}

func TestDemoPageOffersSignUpWhereItIsAllowed(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		p := props()
		p.Register = allowed
		if got := viewtest.Draw(t, viewtest.Context("en"), demo.DemoPage(p)).Has("demo-register"); got != allowed {
			t.Errorf("allowed %v: button there %v", allowed, got)
		}
	}
}

// The second application is only offered where the sample data are.
func TestDemoPageOffersTheThirdParty(t *testing.T) {
	ctx := viewtest.Context("en")
	for id, name := range map[string]string{"": "", "ledgerly": "Ledgerly"} {
		p := props()
		p.ThirdParty = demo.ThirdParty{ClientID: id, Name: name}
		html := viewtest.Render(t, ctx, demo.DemoPage(p))
		for _, part := range []string{`id="demo-third-party"`, "Ledgerly is a sample", `"thirdParty":{"clientId":"ledgerly"`, `"resource":"https://shopping.api/"`} {
			if strings.Contains(html, part) != (id != "") {
				t.Errorf("%q: %s", id, part)
			}
		}
	}
}

func TestDemoPageEscapesItsSettings(t *testing.T) {
	p := props()
	p.Issuer, p.ClientID, p.RedirectURI = viewtest.Markup, viewtest.Markup, viewtest.Markup
	p.ThirdParty = demo.ThirdParty{ClientID: viewtest.Markup, Name: viewtest.Markup}
	viewtest.Escapes(t, map[string]templ.Component{"demo": demo.DemoPage(p)})
}

// The script finds every part that it looks for, and every text.
func TestDemoScriptAndPageAgree(t *testing.T) {
	p := props()
	p.ThirdParty = demo.ThirdParty{ClientID: "ledgerly", Name: "Ledgerly"}
	html := viewtest.Render(t, viewtest.Context("en"), demo.DemoPage(p))
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
