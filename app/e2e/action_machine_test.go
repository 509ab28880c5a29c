//go:build e2e

package e2e_test

import (
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
	decode(t, resp, http.StatusOK, &answer)
	return answer.AccessToken
}

// manage calls the Management API; the answer's body goes to result.
func (m machine) manage(t *testing.T, method, path, body string, result any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, m.site.url+"/api"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+m.token(t, managementAPI, "all"))
	request.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	want := http.StatusOK
	if method == http.MethodPost {
		want = http.StatusCreated
	}
	decode(t, resp, want, result)
}

// decode reads an answer that must have a status.
func decode(t *testing.T, resp *http.Response, status int, result any) {
	t.Helper()
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != status {
		t.Fatalf("%s answered %d, want %d: %s", resp.Request.URL, resp.StatusCode, status, body)
	}
	if err := json.Unmarshal(body, result); err != nil {
		t.Fatalf("%s answered %s: %v", resp.Request.URL, body, err)
	}
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
