//go:build e2e

package e2e_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func manyOrganizations(count int) []string {
	names := make([]string, 0, count)
	for i := range count {
		names = append(names, fmt.Sprintf("Company %03d", i+1))
	}
	return names
}

// consentSettings are the extremes of the consent page.
func consentSettings() map[string]consentSetting {
	long := strings.Repeat("Wissenschaftlich", 8) // 128 characters
	return map[string]consentSetting{
		"one":     {"Ledgerly", []string{"Initech"}, 3},
		"three":   {"Ledgerly", []string{"Initech", "Globex", "Umbrella Trading"}, 3},
		"many":    {"Ledgerly", manyOrganizations(200), 2},
		"sixty":   {"Ledgerly", []string{"Initech", "Globex"}, 60},
		"long":    {long, []string{long, "Globex"}, 2},
		"rtl":     {"حسابات ليدجرلي", []string{"شركة المستقبل للتجارة", "Globex"}, 2},
		"nowhere": {"Ledgerly", nil, 1},
	}
}

// TestConsentLook looks at the extremes of the consent page, in both languages.
func TestConsentLook(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := sharedSite(t)
	for name, setting := range consentSettings() {
		c := newConsenting(t, s, setting)
		for _, language := range []string{"en", "zh-CN"} {
			for _, width := range []int64{wide, narrow} {
				t.Run(fmt.Sprintf("%s %s %d", name, language, width), func(t *testing.T) {
					t.Parallel()
					b := newTab(t, s, c.app.origin)
					b.resize(width)
					b.prefer("light")
					b.acceptLanguage(language)
					c.open(b, map[string]string{"prompt": "consent"})
					verifyLoad(b)
					verifyNoFrame(b)
					verifyLook(b, "consent-"+name+"-"+language, width, "light")
					b.prefer("dark")
					verifyLook(b, "consent-"+name+"-"+language, width, "dark")
				})
			}
		}
	}
}

// Choosing an organization shows at once what it gives; then another one is chosen in a
// second request.
func TestChooseOrganizations(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	c := newConsenting(t, s, consentSettings()["three"])
	b := newTab(t, s, c.app.origin)
	c.open(b, map[string]string{"organization_id": c.organizations[1]})
	gives := func(text string) string {
		return fmt.Sprintf(`document.querySelector("#consent-organization").textContent.includes(%s)`, quote(text))
	}
	b.until(gives("Globex"))
	if strings.Contains(b.text("#consent-organization"), "Invite people.") {
		t.Error("an auditor of Globex would invite people")
	}
	b.click(radio(c.organizations[0]))
	b.until(gives("Invite people."))
	b.submit("#consent-form button[value=authorize]")
	first := c.redeem(t, mustAnswer(t, b))
	c.mustHave(t, first, map[string]string{
		c.organizations[0]: "invoices:00 invoices:01 invoices:02", c.organizations[1]: "access_denied",
	})

	b.open(c.request(nil))
	mustAnswer(t, b) // nothing new is asked

	c.open(b, map[string]string{"organization_id": c.organizations[1]})
	b.submit("#consent-form button[value=authorize]")
	second := c.redeem(t, mustAnswer(t, b))
	c.mustHave(t, second, map[string]string{
		c.organizations[0]: "invoices:00 invoices:01 invoices:02", c.organizations[1]: "invoices:00", c.organizations[2]: "access_denied",
	})
}

// The page is complete without JavaScript: a button shows another choice.
func TestChooseOrganizationWithoutJavaScript(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	c := newConsenting(t, s, consentSettings()["three"])
	b := newTab(t, s, c.app.origin)
	b.resize(narrow)
	b.withoutJavaScript()
	c.open(b, nil)
	b.click(radio(c.organizations[0]))
	b.submit("#consent-form button[value=show]")
	b.see("#consent-organization")
	if got := b.text("#consent-organization"); !strings.Contains(got, "Invite people.") {
		t.Errorf("the page shows %q", got)
	}
	b.screenshot("consent-no-script")
	b.submit("#consent-form button[value=authorize]")
	c.mustHave(t, c.redeem(t, mustAnswer(t, b)), map[string]string{c.organizations[0]: "invoices:00 invoices:01 invoices:02"})
}

// Everything works by keyboard; Enter means Authorize.
func TestChooseOrganizationByKeyboard(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	c := newConsenting(t, s, consentSettings()["three"])
	b := newTab(t, s, c.app.origin)
	c.open(b, map[string]string{"organization_id": c.organizations[1]})
	b.tabTo("#consent-form input[type=radio]")
	b.press(kb.ArrowDown)
	b.until(`document.querySelector("#consent-organization").textContent.includes("Initech")`)
	b.press(kb.Enter)
	c.mustHave(t, c.redeem(t, mustAnswer(t, b)), map[string]string{c.organizations[0]: "invoices:00 invoices:01 invoices:02"})
}

// A long list is searched, and paged through; the choice stays.
func TestSearchOrganizations(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	c := newConsenting(t, s, consentSettings()["many"])
	b := newTab(t, s, c.app.origin)
	c.open(b, nil)
	chosen := b.value("#consent-form input[name=organization]:checked")
	b.submit("#organization-search button[name=page]:not(:disabled)")
	if b.count(radio(chosen)+":checked") != 1 || b.count("#consent-form input[type=radio]") != 9 {
		t.Errorf("on the second page, the choice is lost")
	}
	b.typeInto("#organization-search input[type=search]", "137")
	b.submit("#organization-search button:not([name])")
	found := c.organizations[136]
	b.click(radio(found))
	b.until(`document.querySelector("#consent-organization").textContent.includes("Company 137")`)
	b.submit("#consent-form button[value=authorize]")
	c.mustHave(t, c.redeem(t, mustAnswer(t, b)), map[string]string{found: "invoices:00", chosen: "access_denied"})
}

// An organization that blocks the application is shown so, and a refresh that was under
// way while it was blocked yields nothing once the block is in place.
func TestBlockedOrganization(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	c := newConsenting(t, s, consentSettings()["three"])
	b := newTab(t, s, c.app.origin)
	c.open(b, map[string]string{"organization_id": c.organizations[0]})
	b.submit("#consent-form button[value=authorize]")
	token := c.redeem(t, mustAnswer(t, b))

	stop, issued := make(chan struct{}), make(chan []time.Time)
	go func() {
		var times []time.Time
		for {
			select {
			case <-stop:
				issued <- times
				return
			default:
			}
			if scope, _ := c.refresh(token, c.organizations[0]); scope != "access_denied" && scope != "" {
				times = append(times, time.Now())
			}
		}
	}()
	time.Sleep(300 * time.Millisecond)
	c.block(t, c.organizations[0])
	blocked := time.Now()
	time.Sleep(300 * time.Millisecond)
	close(stop)
	times := <-issued
	if len(times) == 0 {
		t.Fatal("no token was issued before the block")
	}
	// A response may arrive a little after the block that it preceded.
	if late := slices.ContainsFunc(times, func(at time.Time) bool { return at.After(blocked.Add(100 * time.Millisecond)) }); late {
		t.Error("a token was issued after the block")
	}
	c.open(b, map[string]string{"organization_id": c.organizations[0], "prompt": "consent"})
	if b.count(radio(c.organizations[0])+":disabled") != 1 {
		t.Error("the blocked organization can be chosen")
	}
	b.screenshot("consent-blocked")
}

// Names with markup, look-alike names, and links that are scripts.
func TestConsentAttacks(t *testing.T) {
	t.Parallel()
	s := sharedSite(t)
	const markup = `"><img src=x onerror="window.owned=1"><script>window.owned=1</script>`
	c := newConsenting(t, s, consentSetting{markup, []string{markup, "Globex"}, 1})
	c.brand(t, markup, "https://images.example/logo.png")
	b := newTab(t, s, c.app.origin)
	b.allow("https://images.example")
	c.open(b, map[string]string{"prompt": "consent"})
	if got := ask(b, chromedp.Evaluate[bool](`"owned" in window`)); got {
		t.Error("a name has run a script")
	}
	if got := b.count("#consent-page img:not(.logo), #consent-page script"); got != 0 {
		t.Errorf("%d elements come from names", got)
	}
	for name, body := range map[string]map[string]any{
		"a script":                {"termsOfUseUrl": "javascript:alert(1)"},
		"data":                    {"privacyPolicyUrl": "data:text/html,x"},
		"no scheme":               {"termsOfUseUrl": "//evil.example"},
		"an image that is script": {"branding": map[string]any{"logoUrl": "javascript:alert(1)"}},
		"a name that is reversed": {"displayName": "Bank\u202etset"},
	} {
		if status := c.tryBrand(t, body); status != http.StatusBadRequest && status != http.StatusUnprocessableEntity {
			t.Errorf("%s is accepted with %d", name, status)
		}
	}
}
