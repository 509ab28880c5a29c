package authorize_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// FuzzAuthorize sends any query and any body: the response is never a server
// error, and only redirects to the registered URI or to the provider's own pages.
func FuzzAuthorize(f *testing.F) {
	p := servertest.New(f)
	registered := []string{servertest.RedirectURI, "http://127.0.0.1/callback", "com.example.app:/callback"}
	c := p.Client(models.ApplicationNative, func(n *servertest.Registration) {
		n.OIDCClientMetadata.RedirectURIs = registered
	})
	usual := strings.TrimPrefix(c.AuthorizeURL(nil), "/oidc/auth?")
	for _, seed := range []string{
		"", usual, usual + "&prompt=none", "client_id=" + c.ID, "client_id=" + c.ID + "&redirect_uri=//evil.example",
		"client_id=" + c.ID + "&redirect_uri=http://127.0.0.1:1@evil.example/callback",
		"client_id=" + c.ID + "&redirect_uri=http://127.0.0.1:99999/callback&response_mode=form_post",
		"client_id=" + c.ID + "&redirect_uri=com.example.app:/callback&response_mode=form_post",
		strings.Replace(usual, "prompt=consent", "prompt=none", 1) + "&response_mode=fragment&claims={\"id_token\":{\"sub\":{\"value\":1}}}",
		strings.Replace(usual, "prompt=consent", "prompt=none&max_age=-1", 1), usual + "&max_age=99999999999999999999",
		usual + "&id_token_hint=a.b.c", usual + "&resource=%", usual + "&resource=https://a.test,,#", usual + "&ui_locales=%00",
		usual + "&first_screen=register&lang=zh-CN", usual + "&state=%0d%0aa", "interaction=x&" + usual, usual + "&login_hint=%ff", "%", "=&=;&",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, request := range []*http.Request{
			{Method: http.MethodGet, URL: &url.URL{Scheme: "http", Host: "portico.test", Path: "/oidc/auth", RawQuery: escaped(query)}, Header: http.Header{}, Body: http.NoBody},
			formPost("/oidc/auth", query),
		} {
			answer := p.For(t).Do(request)
			if answer.StatusCode >= http.StatusInternalServerError {
				t.Fatalf("%d: %s", answer.StatusCode, answer.Text)
			}
			if location := answer.Header.Get("Location"); location != "" && !leadsHome(location, registered) {
				t.Fatalf("sent to %q", location)
			}
			if strings.Contains(answer.Text, `id="form-post"`) {
				if action, _ := answer.Form("form-post"); !leadsHome(action, registered) {
					t.Fatalf("form to %q", action)
				}
			}
		}
	})
}

// escaped drops what cannot appear in a request line.
func escaped(query string) string {
	var text strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c == '#' || c == 0x7f {
			text.WriteString(url.QueryEscape(string(rune(c))))
		} else {
			text.WriteByte(c)
		}
	}
	return text.String()
}

// leadsHome reports whether location is a registered redirect URI with a response
// or one of the provider's own pages.
func leadsHome(location string, registered []string) bool {
	for _, uri := range registered {
		if rest, isPresent := strings.CutPrefix(location, uri); isPresent && (rest == "" || strings.Contains("?#", rest[:1])) {
			return true
		}
	}
	u, err := url.Parse(location)
	if err != nil || u.User != nil {
		return false
	}
	if u.Scheme == "http" && u.Hostname() == "127.0.0.1" && u.Path == "/callback" {
		return true
	}
	pages := []string{"/sign-in", "/register", "/oidc/auth/", "/unknown-session"}
	isPage := func(path string) bool {
		for _, page := range pages {
			if path == page || strings.HasPrefix(page, "/oidc") && strings.HasPrefix(path, page) {
				return true
			}
		}
		return false
	}
	return u.Scheme == "" && u.Host == "" && isPage(u.Path)
}

// The fuzz test is only as good as this check.
func TestLeadsHome(t *testing.T) {
	registered := []string{servertest.RedirectURI}
	for location, want := range map[string]bool{
		servertest.RedirectURI + "?code=x": true, servertest.RedirectURI + "#code=x": true, "/sign-in?interaction=x": true, "/oidc/auth/x": true,
		"http://127.0.0.1:80/callback?x=y": true, servertest.RedirectURI + ".evil.example": false, "//evil.example/sign-in": false,
		"https://evil.example/": false, "http://a@127.0.0.1/callback": false, "javascript:alert(1)": false, "/other": false, `/\evil.example`: false,
	} {
		if got := leadsHome(location, registered); got != want {
			t.Errorf("%s: %v", location, got)
		}
	}
	if httptest.NewRequest(http.MethodGet, "/?"+escaped("a b#c\x00"), nil).URL.RawQuery != "a+b%23c%00" {
		t.Error("the query is not escaped")
	}
}
