package token_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// FuzzPrograms sends any body, content type and Authorization header to every
// endpoint for programs: the response is never a server error, and always JSON.
func FuzzPrograms(f *testing.F) {
	p := servertest.New(f)
	c := p.Client(models.ApplicationTraditional)
	const isForm, isJSON = "application/x-www-form-urlencoded", "application/json"
	own := "client_id=" + c.ID + "&client_secret=" + c.Secret
	for _, seed := range [][3]string{
		{"", "", ""},
		{own, isForm, ""},
		{own + "&grant_type=authorization_code&code=x", isForm, ""},
		{own + "&grant_type=refresh_token&refresh_token=%00", isForm, ""},
		{own + "&token=x", isForm, ""},
		{own + "&token=a.b.c", isForm, ""},
		{own + "&grant_type=client_credentials&resource=,,,", isForm, ""},
		{own + "&grant_type=authorization_code&scope=%20", isForm, ""},
		{`{"client_id":"` + c.ID + `","client_secret":"` + c.Secret + `","grant_type":["a"]}`, isJSON, ""},
		{`{"a":`, isJSON, ""},
		{`null`, isJSON, ""},
		{"grant_type=refresh_token", isForm, "Basic Og=="},
		{"token=x", isForm, "Basic !!"},
		{"access_token=x", isForm, "Bearer "},
		{"client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=a.b.c", isForm, ""},
		{"a=b", "multipart/form-data; boundary=x", ""},
		{"a=b", ";", "Basic \x80"},
		{"", isForm, "Bearer " + strings.Repeat("a", 9000)},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, body, contentType, authorization string) {
		for _, path := range []string{"/oidc/token", "/oidc/token/introspection", "/oidc/token/revocation", "/oidc/me"} {
			request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+path, strings.NewReader(body))
			request.Header.Set("Content-Type", inHeader(contentType))
			request.Header.Set("Authorization", inHeader(authorization))
			answer := p.For(t).Do(request)
			if answer.StatusCode >= http.StatusInternalServerError {
				t.Fatalf("%s: %d %s", path, answer.StatusCode, answer.Text)
			}
			if !json.Valid([]byte(answer.Text)) {
				t.Fatalf("%s: %d, no JSON: %s", path, answer.StatusCode, answer.Text)
			}
		}
	})
}

// inHeader drops what cannot appear in a header.
func inHeader(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}
