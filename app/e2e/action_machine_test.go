//go:build e2e

package e2e_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const managementAPI = "https://default.logto.app/api"

// machine is a program with an application of its own.
type machine struct {
	application
	site *site
}

// addMachine registers a program; flags are those of `app create`.
func (s *site) addMachine(t *testing.T, name string, flags ...string) machine {
	t.Helper()
	var m machine
	args := append([]string{"app", "create", "--name", name, "--type", "MachineToMachine"}, flags...)
	if err := json.Unmarshal([]byte(s.command(t, "", args...)), &m.application); err != nil {
		t.Fatalf("read the registered machine: %v", err)
	}
	m.site = s
	return m
}

// token asks for an access token for a resource.
func (m machine) token(t *testing.T, resource string, scopes ...string) string {
	t.Helper()
	resp, err := http.PostForm(m.site.issuer()+"/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {m.ID}, "client_secret": {m.Secret},
		"resource": {resource}, "scope": {strings.Join(scopes, " ")},
	})
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		AccessToken string `json:"access_token"`
	}
	decode(t, resp, &answer)
	return answer.AccessToken
}

// manage calls the Management API and returns the id in its answer, if it has one.
func (m machine) manage(t *testing.T, method, path string, body map[string]any) (id string) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, m.site.url+"/api"+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+m.token(t, managementAPI, "all"))
	request.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ ID string }
	decode(t, resp, &answer)
	return answer.ID
}

// decode reads an answer that must be a good one.
func decode(t *testing.T, resp *http.Response, result any) {
	t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode/100 != 2 {
		t.Fatalf("%s answered %d: %s", resp.Request.URL, resp.StatusCode, body)
	}
	if len(body) == 0 {
		return
	}
	if err := json.Unmarshal(body, result); err != nil {
		t.Fatalf("%s answered %s: %v", resp.Request.URL, body, err)
	}
}
