//go:build e2e

package e2e_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// What one process ends has ended in the others at once.
func TestManyNodes(t *testing.T) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) { manyNodes(t, newSite(t)) })
	t.Run("Postgres", func(t *testing.T) {
		kek := base64.StdEncoding.EncodeToString([]byte("a key of exactly thirty-two byte"))
		manyNodes(t, newSite(t, "DB_URL="+postgresURL(t), "SECRET_VAULT_KEK="+kek))
	})
}

func manyNodes(t *testing.T, first *site) {
	second := anotherNode(t, first)
	first.command(t, "", "seed", "--people")
	n := &nodes{t: t, first: first, second: second, app: first.addApplication(t, "Nodes", "Traditional", callbackURI)}
	n.manage()

	n.signIn("every_claim", "Every-Claim-2026")
	n.wantAlive()
	n.api(http.MethodPatch, "/api/users/everyclaim01/is-suspended", `{"isSuspended": true}`, http.StatusOK)
	n.wantEnded()
	n.api(http.MethodPatch, "/api/users/everyclaim01/is-suspended", `{"isSuspended": false}`, http.StatusOK)
	n.wantEnded() // lifting the suspension revives nothing

	n.signIn("plain", "Nothing-Else-2026")
	n.wantAlive()
	n.api(http.MethodDelete, "/api/users/plainperson1", "", http.StatusNoContent)
	n.wantEnded()

	n.signIn("alice", "Alice-Shops-2026")
	foo := url.Values{"organization_id": {"shopping0foo"}}
	n.wantRefresh(foo, http.StatusOK, "")
	n.api(http.MethodDelete, "/api/organizations/shopping0foo/users/alice0000001", "", http.StatusNoContent)
	n.wantRefresh(foo, http.StatusForbidden, "access_denied")
	n.wantAlive()
}

// anotherNode serves the same installation in another process.
func anotherNode(t *testing.T, first *site) *site {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{url: "http://localhost:" + strconv.Itoa(port), environ: []string{"PORT=" + strconv.Itoa(port)}}
	for _, variable := range first.environ { // including ENDPOINT: it is the same installation
		if !strings.HasPrefix(variable, "PORT=") {
			s.environ = append(s.environ, variable)
		}
	}
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	return s
}

// nodes are two processes, with a user signed in at the first and a machine that calls
// the Management API of the second.
type nodes struct {
	t             *testing.T
	first, second *site
	app           application
	management    string
	visitor       *visitor
	tokens        struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token"`
	}
}

func (n *nodes) manage() {
	n.t.Helper()
	var machine application
	printed := n.first.command(n.t, "", "app", "create", "--name", "Manager", "--type", "MachineToMachine", "--management-api")
	if err := json.Unmarshal([]byte(printed), &machine); err != nil {
		n.t.Fatal(err)
	}
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	status := n.post(n.second, "/oidc/token", machine, url.Values{
		"grant_type": {"client_credentials"}, "resource": {"https://default.logto.app/api"}, "scope": {"all"},
	}, &answer)
	if status != http.StatusOK {
		n.t.Fatalf("token for the Management API: %d", status)
	}
	n.management = answer.AccessToken
}

func (n *nodes) authorization() string {
	return n.first.issuer() + "/auth?" + url.Values{
		"client_id": {n.app.ID}, "redirect_uri": {callbackURI}, "response_type": {"code"}, "state": {"nodes"}, "prompt": {"consent"},
		"scope": {"openid offline_access urn:logto:scope:organizations"},
	}.Encode()
}

func (n *nodes) signIn(username, secret string) {
	n.t.Helper()
	n.visitor = mustVisitor(n.t, n.first)
	p, err := n.visitor.open(n.authorization())
	if err != nil {
		n.t.Fatal(err)
	}
	p, err = n.visitor.submit(p, "sign-in-form", map[string]string{"identifier": username, "password": secret})
	code := mustCode(n.t, "nodes")(n.visitor.answer(p, err))
	n.tokens.AccessToken, n.tokens.RefreshToken = "", ""
	status := n.post(n.first, "/oidc/token", n.app, url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {callbackURI},
	}, &n.tokens)
	if status != http.StatusOK || n.tokens.RefreshToken == "" {
		n.t.Fatalf("exchange for %s: %d", username, status)
	}
}

// wantAlive checks that both processes accept the tokens, and that the browser is signed in.
func (n *nodes) wantAlive() {
	n.t.Helper()
	for _, s := range []*site{n.first, n.second} {
		if status := n.userinfo(s); status != http.StatusOK {
			n.t.Errorf("userinfo at %s: %d", s.url, status)
		}
	}
	n.wantRefresh(nil, http.StatusOK, "")
}

// wantEnded checks that neither process accepts anything.
func (n *nodes) wantEnded() {
	n.t.Helper()
	for _, s := range []*site{n.first, n.second} {
		if status := n.userinfo(s); status != http.StatusUnauthorized {
			n.t.Errorf("userinfo at %s: %d, want 401", s.url, status)
		}
		var introspected struct {
			Active bool `json:"active"`
		}
		introspected.Active = true
		status := n.post(s, "/oidc/token/introspection", n.app, url.Values{"token": {n.tokens.AccessToken}}, &introspected)
		if status != http.StatusOK || introspected.Active {
			n.t.Errorf("introspection at %s: %d, active %v", s.url, status, introspected.Active)
		}
	}
	n.wantRefresh(nil, http.StatusBadRequest, "invalid_grant")
	p, err := n.visitor.open(n.authorization())
	if err != nil || p.byID("sign-in-form") == nil {
		n.t.Errorf("the browser is not asked to sign in: %v, %+v", err, p)
	}
}

// wantRefresh refreshes at the first process.
func (n *nodes) wantRefresh(more url.Values, status int, code string) {
	n.t.Helper()
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {n.tokens.RefreshToken}}
	for name, values := range more {
		form[name] = values
	}
	var answer struct {
		Error        string `json:"error"`
		RefreshToken string `json:"refresh_token"`
	}
	if got := n.post(n.first, "/oidc/token", n.app, form, &answer); got != status || answer.Error != code {
		n.t.Errorf("refresh with %v: %d %s, want %d %s", more, got, answer.Error, status, code)
	}
	if answer.RefreshToken != "" {
		n.tokens.RefreshToken = answer.RefreshToken
	}
}

func (n *nodes) userinfo(s *site) int {
	n.t.Helper()
	return n.send(http.MethodGet, s.url+"/oidc/me", n.tokens.AccessToken, "", nil)
}

// api calls the Management API at the second process.
func (n *nodes) api(method, path, body string, want int) {
	n.t.Helper()
	if got := n.send(method, n.second.url+path, n.management, body, nil); got != want {
		n.t.Fatalf("%s %s: %d, want %d", method, path, got, want)
	}
}

func (n *nodes) send(method, address, token, body string, out any) int {
	n.t.Helper()
	request, err := http.NewRequestWithContext(n.t.Context(), method, address, bytes.NewBufferString(body))
	if err != nil {
		n.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	return n.do(request, out)
}

// post sends a form with an application's credentials.
func (n *nodes) post(s *site, path string, app application, form url.Values, out any) int {
	n.t.Helper()
	request, err := http.NewRequestWithContext(n.t.Context(), http.MethodPost, s.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		n.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(app.ID, app.Secret)
	return n.do(request, out)
}

func (n *nodes) do(request *http.Request, out any) int {
	n.t.Helper()
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		n.t.Fatal(err)
	}
	defer resp.Body.Close()
	if out != nil {
		if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
			n.t.Fatalf("%s: %v", request.URL, err)
		}
	}
	return resp.StatusCode
}
