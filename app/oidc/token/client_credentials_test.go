package token_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

const managementAPI = "https://default.logto.app/api"

func machine(t *testing.T, p *servertest.Provider) *servertest.Client {
	t.Helper()
	c := p.Client(models.ApplicationMachineToMachine)
	if err := p.Applications.SetManagementAPI(t.Context(), p.Records(), c.ID, true); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClientCredentials(t *testing.T) {
	p := servertest.New(t)
	c, without := machine(t, p), p.Client(models.ApplicationMachineToMachine)
	tests := []struct {
		name   string
		client *servertest.Client
		change servertest.Params
		status int
		scope  any
		error  any
	}{
		{"requested and permitted", c, servertest.Params{"resource": managementAPI, "scope": "all"}, 200, "all", nil},
		{"more requested", c, servertest.Params{"resource": managementAPI, "scope": "all everything"}, 200, "all", nil},
		{"nothing requested", c, servertest.Params{"resource": managementAPI}, 200, "", nil},
		{"not permitted", without, servertest.Params{"resource": managementAPI, "scope": "all"}, 200, "", nil},
		{"RFC 8707 2: unknown resource", c, servertest.Params{"resource": "https://nowhere.example"}, 400, nil, "invalid_target"},
		{"RFC 8707 2: no resource and no default", c, servertest.Params{"scope": "all"}, 400, nil, "invalid_target"},
		{"RFC 6749 5.2: a person's grant", c, servertest.Params{"grant_type": "refresh_token", "refresh_token": "x"}, 400, nil, "unauthorized_client"},
		{"wrong secret", c, servertest.Params{"resource": managementAPI, "client_secret": "wrong"}, 401, nil, "invalid_client"},
		{"unknown client", c, servertest.Params{"resource": managementAPI, "client_id": "nobody"}, 401, nil, "invalid_client"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all := servertest.Params{"grant_type": "client_credentials"}
			for name, value := range test.change {
				all[name] = value
			}
			answer := p.Token(test.client, all)
			body := answer.JSON()
			if answer.StatusCode != test.status || body["error"] != test.error || body["scope"] != test.scope {
				t.Fatalf("got %d %v", answer.StatusCode, body)
			}
			if test.status != http.StatusOK {
				return
			}
			claims, _ := p.Verified(body["access_token"])
			if claims["sub"] != test.client.ID || claims["client_id"] != test.client.ID || claims["aud"] != managementAPI || claims["scope"] != test.scope {
				t.Errorf("claims: %v", claims)
			}
			if body["refresh_token"] != nil || body["id_token"] != nil {
				t.Errorf("RFC 6749 4.4.3: more than an access token: %v", body)
			}
		})
	}
}

// A change of roles applies to the next token, although applications are cached.
func TestClientCredentialsFollowRoles(t *testing.T) {
	p := servertest.New(t)
	c := p.Client(models.ApplicationMachineToMachine)
	ask := servertest.Params{"grant_type": "client_credentials", "resource": managementAPI, "scope": "all"}
	if got := p.Token(c, ask).JSON()["scope"]; got != "" {
		t.Fatalf("scope before: %v", got)
	}
	if err := p.Applications.SetManagementAPI(t.Context(), p.Records(), c.ID, true); err != nil {
		t.Fatal(err)
	}
	if got := p.Token(c, ask).JSON()["scope"]; got != "all" {
		t.Errorf("scope after: %v", got)
	}
	if err := p.Records().Applications.Delete(t.Context(), c.ID); err != nil {
		t.Fatal(err)
	}
	if answer := p.Token(c, ask); answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("a deleted application: %d %s", answer.StatusCode, answer.Text)
	}
}

// Successful machine tokens are merged into one audit row a second; failures get a row each.
func TestClientCredentialsAudit(t *testing.T) {
	p := servertest.New(t)
	c := machine(t, p)
	ask := servertest.Params{"grant_type": "client_credentials", "resource": managementAPI, "scope": "all"}
	for range 5 {
		p.Token(c, ask)
	}
	p.Advance(time.Second)
	p.Token(c, ask)
	p.Token(c, servertest.Params{"grant_type": "client_credentials", "resource": "https://nowhere.example"})
	p.Audit.Flush(t.Context())
	rows, err := p.Records().AuditLogs.Newest(t.Context(), store.AuditLogFilter{ApplicationID: c.ID, Key: "ExchangeTokenBy.ClientCredentials"}, 10)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[models.AuditResult][]int64{}
	for _, row := range rows {
		counts[row.Result] = append(counts[row.Result], row.Count)
	}
	if got := counts[models.AuditSuccess]; len(got) != 2 || got[0] != 1 || got[1] != 5 {
		t.Errorf("successes: %v, want 1 and 5", got)
	}
	if got := counts[models.AuditError]; len(got) != 1 {
		t.Errorf("failures: %v, want one row", got)
	}
}

// The endpoint accepts forms and JSON, by POST only, and says clearly what is wrong.
func TestTokenRequestForms(t *testing.T) {
	p := servertest.New(t)
	c := machine(t, p)
	form := url.Values{
		"grant_type": {"client_credentials"}, "resource": {managementAPI}, "scope": {"all"},
		"client_id": {c.ID}, "client_secret": {c.Secret},
	}.Encode()
	object := `{"grant_type":"client_credentials","resource":"` + managementAPI + `","scope":"all","client_id":"` + c.ID + `","client_secret":"` + c.Secret + `"}`
	const isForm, isJSON = "application/x-www-form-urlencoded", "application/json"
	tests := []struct {
		name, method, path, contentType, body string
		status                                int
	}{
		{"form", "POST", "/oidc/token", isForm, form, 200},
		{"form with charset", "POST", "/oidc/token", isForm + "; charset=utf-8", form, 200},
		{"JSON", "POST", "/oidc/token", isJSON, object, 200},
		{"malformed JSON", "POST", "/oidc/token", isJSON, object[:20], 400},
		{"JSON that is not an object", "POST", "/oidc/token", isJSON, `[1]`, 400},
		{"JSON with NUL", "POST", "/oidc/token", isJSON, strings.Replace(object, "all", `a\u0000`, 1), 400},
		{"JSON with half of a surrogate pair", "POST", "/oidc/token", isJSON, strings.Replace(object, "all", `a\ud800`, 1), 400},
		{"JSON with a repeated member", "POST", "/oidc/token", isJSON, strings.Replace(object, "{", `{"scope":"all",`, 1), 400},
		{"two JSON objects", "POST", "/oidc/token", isJSON, object + object, 400},
		{"other content type", "POST", "/oidc/token", "application/json1", object, 400},
		{"malformed content type", "POST", "/oidc/token", ";;", form, 400},
		{"NUL", "POST", "/oidc/token", isForm, form + "&x=%00", 400},
		{"bad escape", "POST", "/oidc/token", isForm, form + "&x=%zz", 400},
		{"invalid UTF-8", "POST", "/oidc/token", isForm, form + "&x=%ff", 400},
		{"RFC 6749 3.2: repeated parameter", "POST", "/oidc/token", isForm, form + "&scope=all", 400},
		{"RFC 6749 3.2: empty is omitted", "POST", "/oidc/token", isForm, form + "&x=", 200},
		{"RFC 6749 3.2: unknown parameters are ignored", "POST", "/oidc/token", isForm, form + "&x=1", 200},
		{"RFC 6749 2.3.1: credentials in the address", "POST", "/oidc/token?" + form, isForm, "", 400},
		{"RFC 6749 3.2: GET", "GET", "/oidc/token?" + form, "", "", 405},
		{"long body", "POST", "/oidc/token", isForm, form + "&x=" + strings.Repeat("a", 60_000), 413},
		{"empty body", "POST", "/oidc/token", isForm, "", 400},
		{"unknown endpoint", "POST", "/oidc/tokens", isForm, form, 404},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			request, err := http.NewRequest(test.method, servertest.Endpoint+test.path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", test.contentType)
			answer := p.Do(request)
			body := answer.JSON()
			if answer.StatusCode != test.status {
				t.Fatalf("got %d %v, want %d", answer.StatusCode, body, test.status)
			}
			if test.status != http.StatusOK && (body["error"] == nil || body["code"] == nil || body["message"] == nil || body["error_description"] == nil) {
				t.Errorf("the error lacks one of its members: %v", body)
			}
		})
	}
}

func TestBasicAuthenticationIsAskedFor(t *testing.T) {
	p := servertest.New(t)
	c := machine(t, p)
	values := url.Values{"grant_type": {"client_credentials"}, "resource": {managementAPI}}
	basic := func(secret string) http.Header {
		request := http.Request{Header: http.Header{}}
		request.SetBasicAuth(c.ID, secret)
		return request.Header
	}
	if answer := p.PostForm("/oidc/token", values, basic(c.Secret)); answer.StatusCode != http.StatusOK {
		t.Errorf("right secret: %d %s", answer.StatusCode, answer.Text)
	}
	answer := p.PostForm("/oidc/token", values, basic("wrong"))
	if answer.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(answer.Header.Get("WWW-Authenticate"), "Basic ") {
		t.Errorf("wrong secret: %d, WWW-Authenticate %q", answer.StatusCode, answer.Header.Get("WWW-Authenticate"))
	}
	bare := p.PostForm("/oidc/token?parse_error=false", values, basic("wrong")).JSON()
	if bare["code"] != nil || bare["error"] != "invalid_client" {
		t.Errorf("parse_error=false: %v", bare)
	}
}
