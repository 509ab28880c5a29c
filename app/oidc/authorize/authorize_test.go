package authorize_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"portico/app/server/servertest"
)

// issuer is the issuer of the default tenant.
const issuer = servertest.Endpoint + "/oidc"

var errorCode = regexp.MustCompile(`id="error-code">([^<]*)<`)

// wantPage expects an error page of the provider, without a redirect.
func wantPage(t *testing.T, answer *servertest.Response, code string) {
	t.Helper()
	if answer.StatusCode != http.StatusBadRequest || answer.Header.Get("Location") != "" {
		t.Fatalf("got %d to %q, want a page: %s", answer.StatusCode, answer.Header.Get("Location"), answer.Text)
	}
	shown := errorCode.FindStringSubmatch(answer.Text)
	if shown == nil || html.UnescapeString(shown[1]) != code {
		t.Errorf("shown is %q, want %s", shown, code)
	}
	if strings.Contains(answer.Text, "http-equiv") || strings.Contains(answer.Text, "<form") {
		t.Error("the error page redirects")
	}
}

// wantError expects an error response at the redirect URI.
func wantError(t *testing.T, answer *servertest.Response, code string) url.Values {
	t.Helper()
	query := sentTo(t, answer, servertest.RedirectURI)
	if got := query.Get("error"); got != code {
		t.Errorf("error is %q, want %q: %v", got, code, query)
	}
	if query.Get("iss") != issuer || query.Has("code") {
		t.Errorf("answer is %v", query)
	}
	return query
}

// sentTo expects a redirect to redirectURI and returns its response parameters.
func sentTo(t *testing.T, answer *servertest.Response, redirectURI string) url.Values {
	t.Helper()
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("got %d, want 303: %s", answer.StatusCode, answer.Text)
	}
	location := answer.Header.Get("Location")
	rest, isPresent := strings.CutPrefix(location, redirectURI)
	if !isPresent || rest == "" || !strings.Contains("?&", rest[:1]) {
		t.Fatalf("sent to %s, not to %s", location, redirectURI)
	}
	query, err := url.ParseQuery(rest[1:])
	if err != nil {
		t.Fatal(err)
	}
	return query
}
