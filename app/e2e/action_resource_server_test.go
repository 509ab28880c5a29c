//go:build e2e

package e2e_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"testing"

	"golang.org/x/oauth2"
)

// resource is an API with one permission.
type resource struct{ indicator, scopeID string }

const permission = "read"

// addResource registers an API; settings are further members of its body.
func (m machine) addResource(t *testing.T, name string, settings map[string]any) resource {
	t.Helper()
	r := resource{indicator: "https://api.example/" + name}
	body := map[string]any{"name": name, "indicator": r.indicator}
	maps.Copy(body, settings)
	id := m.manage(t, http.MethodPost, "/resources", body)
	r.scopeID = m.manage(t, http.MethodPost, "/resources/"+id+"/scopes", map[string]any{"name": permission})
	return r
}

// permit gives a machine and a person the permission for an API.
func (m machine) permit(t *testing.T, r resource, caller machine, a account) {
	t.Helper()
	role := func(kind string) string {
		return m.manage(t, http.MethodPost, "/roles", map[string]any{
			"name": kind + " of " + r.indicator, "description": "Calls it", "type": kind, "scopeIds": []string{r.scopeID},
		})
	}
	m.manage(t, http.MethodPost, "/roles/"+role("MachineToMachine")+"/applications", map[string]any{"applicationIds": []string{caller.ID}})
	m.manage(t, http.MethodPost, "/roles/"+role("User")+"/users", map[string]any{"userIds": []string{a.Sub}})
}

// verifyResourceServer calls a resource server with good access tokens for the
// API that it serves, and with bad ones.
func (m machine) verifyResourceServer(t *testing.T, origin string, served, other resource) {
	t.Helper()
	caller := m.site.addMachine(t, "Caller")
	ada := m.site.addAccount(t, "ada_"+caller.ID)
	m.permit(t, served, caller, ada)
	m.permit(t, other, caller, ada)
	good, held := caller.token(t, served.indicator, permission), m.site.tokensOf(t, ada, served)
	for name, test := range map[string]struct {
		token, sub string
		status     int
	}{
		"a machine's token":            {good, caller.ID, 200},
		"a person's token":             {held.AccessToken, ada.Sub, 200},
		"no token":                     {"", "", 401},
		"garbage":                      {"x", "", 401},
		"a token for another API":      {caller.token(t, other.indicator, permission), "", 401},
		"a token with a bad signature": {good[:len(good)-8] + "AAAAAAAA", "", 401},
		"an ID token":                  {held.Extra("id_token").(string), "", 401},
	} {
		if status, sub := callWith(t, origin+"/", test.token); status != test.status || sub != test.sub {
			t.Errorf("%s: status %d for %q, want %d for %q", name, status, sub, test.status, test.sub)
		}
	}
}

// tokensOf signs a person in to an application that calls an API, or the
// provider's own endpoints if r is zero.
func (s *site) tokensOf(t *testing.T, a account, r resource) *oauth2.Token {
	t.Helper()
	app := s.addApplication(t, "Caller", "Traditional", callbackURI)
	client := oauth2.Config{
		ClientID: app.ID, ClientSecret: app.Secret, RedirectURL: callbackURI, Scopes: []string{"openid", permission},
		Endpoint: oauth2.Endpoint{AuthURL: s.issuer() + "/auth", TokenURL: s.issuer() + "/token"},
	}
	var target []oauth2.AuthCodeOption
	if r.indicator != "" {
		target = append(target, oauth2.SetAuthURLParam("resource", r.indicator))
	}
	code := mustCode(t, "the-state")(mustVisitor(t, s).signIn(client.AuthCodeURL("the-state", target...), a.Username))
	held, err := client.Exchange(t.Context(), code, target...)
	if err != nil {
		t.Fatalf("code exchange: %v", err)
	}
	return held
}

// callWith calls a resource server and returns the status of its answer and,
// of a good one, whose token that was.
func callWith(t *testing.T, address, token string) (status int, sub string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var caller struct{ Sub string }
	if resp.StatusCode == http.StatusOK {
		if err := json.NewDecoder(resp.Body).Decode(&caller); err != nil {
			t.Fatal(err)
		}
	}
	return resp.StatusCode, caller.Sub
}
