package experience_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// world is a provider with a client and Alice.
type world struct {
	*servertest.Provider
	client *servertest.Client
	alice  *models.User
}

func newWorld(t *testing.T) world {
	t.Helper()
	p := servertest.New(t)
	return world{Provider: p, client: p.Client(models.ApplicationTraditional), alice: p.User("alice")}
}

// signInPage opens the sign-in page in a new browser.
func (w world) signInPage(change servertest.Params) (*servertest.Browser, *servertest.Response) {
	b := w.Browser()
	return b, b.Get(w.client.AuthorizeURL(change))
}

// registerPage opens the sign-up page in a new browser.
func (w world) registerPage() (*servertest.Browser, *servertest.Response) {
	return w.signInPage(servertest.Params{"first_screen": "register"})
}

// try signs in with a new browser.
func (w world) try(identifier, password string) *servertest.Response {
	b, page := w.signInPage(nil)
	return b.SignIn(page, identifier, password)
}

func (w world) register(username, password string) *servertest.Response {
	b, page := w.registerPage()
	return b.Submit(page, "register-form", map[string]string{"identifier": username, "newPassword": password})
}

// isIn reports whether a response redirects to the application with a code.
func isIn(answer *servertest.Response) bool {
	return strings.HasPrefix(answer.Header.Get("Location"), servertest.RedirectURI+"?code=")
}

var (
	formError  = regexp.MustCompile(`(?s)id="form-error"[^>]*>(.*?)</(?:p|div)>`)
	fieldError = regexp.MustCompile(`(?s)id="(\w+)-error"[^>]*>(.*?)</p>`)
	tags       = regexp.MustCompile(`<[^>]*>`)
)

// said returns the text above the form.
func said(answer *servertest.Response) string {
	return plain(formError.FindStringSubmatch(answer.Text), 1)
}

// saidAt returns the text at a field.
func saidAt(answer *servertest.Response, field string) string {
	for _, found := range fieldError.FindAllStringSubmatch(answer.Text, -1) {
		if found[1] == field {
			return plain(found, 2)
		}
	}
	return ""
}

func plain(found []string, group int) string {
	if found == nil {
		return ""
	}
	return strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(found[group], "")))
}

// withoutChance returns a page without what differs between requests.
func withoutChance(answer *servertest.Response) string {
	return regexp.MustCompile(`nonce="[^"]*"|interaction=[\w-]*|name="csrf" value="[^"]*"|lang=[\w-]*`).ReplaceAllString(answer.Text, "")
}

func wantStatus(t *testing.T, answer *servertest.Response, want int) {
	t.Helper()
	if answer.StatusCode != want {
		t.Fatalf("got %d, want %d: %s", answer.StatusCode, want, answer.Text)
	}
}

func TestPagesAreProtected(t *testing.T) {
	w := newWorld(t)
	_, signIn := w.signInPage(nil)
	_, register := w.registerPage()
	for name, answer := range map[string]*servertest.Response{"sign-in": signIn, "register": register} {
		policy := answer.Header.Get("Content-Security-Policy")
		t.Run("RFC 9700 4.16: "+name+" in no frame", func(t *testing.T) {
			if !strings.Contains(policy, "frame-ancestors 'none'") || answer.Header.Get("X-Frame-Options") != "DENY" {
				t.Error(answer.Header)
			}
		})
		t.Run(""+name+" with a strict policy", func(t *testing.T) {
			if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
				t.Error(policy)
			}
		})
		t.Run("RFC 9700 4.2.4: "+name+" tells and keeps nothing", func(t *testing.T) {
			if answer.Header.Get("Referrer-Policy") != "no-referrer" || answer.Header.Get("Cache-Control") != "no-store" || answer.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error(answer.Header)
			}
		})
		t.Run("conformance: "+name+" without other hosts and inline handlers", func(t *testing.T) {
			if regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(answer.Text) || regexp.MustCompile(`\son\w+=`).MatchString(answer.Text) {
				t.Error(answer.Text)
			}
		})
	}
}

func TestRequestParametersForThePage(t *testing.T) {
	w := newWorld(t)
	t.Run("OpenID 3.1.2.1: login_hint fills in", func(t *testing.T) {
		_, page := w.signInPage(servertest.Params{"login_hint": `a"><script>alert(1)</script>@x.example`})
		if !strings.Contains(page.Text, `value="a&#34;&gt;&lt;script&gt;alert(1)`) || strings.Contains(page.Text, "<script>alert") {
			t.Error(page.Text)
		}
	})
	t.Run("OpenID 3.1.2.1: login_hint fills in sign-up", func(t *testing.T) {
		_, page := w.signInPage(servertest.Params{"login_hint": "carol", "first_screen": "register"})
		if !strings.Contains(page.Text, `value="carol"`) {
			t.Error(page.Text)
		}
	})
	for locales, want := range map[string]string{"zh-CN": "zh-CN", "fr zh-CN en": "zh-CN", "zh": "zh-CN", "en": "en", "tlh": "en", "": "en"} {
		t.Run("OpenID 3.1.2.1: ui_locales "+locales, func(t *testing.T) {
			b, page := w.signInPage(servertest.Params{"ui_locales": locales})
			if !strings.Contains(page.Text, `<html lang="`+want+`"`) {
				t.Errorf("page: %.200s", page.Text)
			}
			if refused := b.SignIn(page, "alice", "wrong"); !strings.Contains(refused.Text, `<html lang="`+want+`"`) {
				t.Errorf("page after an error: %.200s", refused.Text)
			}
		})
	}
	t.Run("OpenID 3.1.2.1: the user's own choice wins", func(t *testing.T) {
		b, page := w.signInPage(servertest.Params{"ui_locales": "zh-CN"})
		chosen := b.Get(page.Request.URL.RequestURI() + "&lang=en")
		if !strings.Contains(chosen.Text, `<html lang="en"`) {
			t.Errorf("page: %.200s", chosen.Text)
		}
	})
	for _, display := range []string{"page", "popup", "touch", "wap", "nonsense"} {
		t.Run("OpenID 3.1.2.1: display "+display, func(t *testing.T) {
			_, page := w.signInPage(servertest.Params{"display": display, "acr_values": "urn:x urn:y"})
			wantStatus(t, page, http.StatusOK)
		})
	}
}

// RFC 9700 section 4.12: a body with a password is never forwarded.
func TestRedirectsAfterPasswordsAreSeeOther(t *testing.T) {
	w := newWorld(t)
	b, page := w.signInPage(nil)
	action, fields := page.Form("sign-in-form")
	fields.Set("identifier", "alice")
	fields.Set("password", servertest.Password)
	request, err := http.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(fields.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	wantStatus(t, b.Send(request), http.StatusSeeOther)
}
