//go:build e2e

package e2e_test

import (
	"encoding/json"
	"testing"
	"time"
)

// account is a person as clients get to know them.
type account struct {
	Sub      string `json:"sub"`
	Username string `json:"username"`
	Name     string `json:"name"`
	Email    string `json:"email"`
}

// renewal is a person whom a client shows after a refresh.
type renewal struct {
	account
	Renewed bool `json:"renewed"` // the access token is another one
}

// addAccount makes a person with everything that clients ask for.
func (s *site) addAccount(t *testing.T, username string) account {
	t.Helper()
	a := account{Username: username, Name: "Ada Lovelace", Email: username + "@example.com"}
	printed := s.command(t, password, "user", "create",
		"--username", a.Username, "--name", a.Name, "--email", a.Email, "--password-stdin")
	var created struct{ ID string }
	if err := json.Unmarshal([]byte(printed), &created); err != nil || created.ID == "" {
		t.Fatalf("user create printed %q: %v", printed, err)
	}
	a.Sub = created.ID
	return a
}

// environFor is what a client has to know of the site and its application.
func (s *site) environFor(app application) []string {
	return []string{"ISSUER=" + s.issuer(), "CLIENT_ID=" + app.ID, "CLIENT_SECRET=" + app.Secret}
}

// signInToClient opens a page of a client that needs a signed-in person, signs
// in on the way and returns the page of the client where that ends.
func (v *visitor) signInToClient(t *testing.T, address string, a account) *page {
	t.Helper()
	p, err := v.open(address)
	if err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	p, err = v.submit(p, "sign-in-form", map[string]string{"identifier": a.Username, "password": password})
	if err != nil {
		t.Fatalf("sign in to %s: %v", address, err)
	}
	return p
}

// mustAsk opens a page of a client that needs a signed-in person, and has to be
// asked to sign in.
func (v *visitor) mustAsk(t *testing.T, address string) {
	t.Helper()
	if p := v.mustOpen(t, address, 200); p.byID("sign-in-form") == nil {
		t.Fatalf("%s led to %s instead of the sign-in form: %.500s", address, p.url, p.body)
	}
}

// mustOpen opens an address; it must answer with the status.
func (v *visitor) mustOpen(t *testing.T, address string, status int) *page {
	t.Helper()
	p, err := v.open(address)
	if err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	if p.outside != "" || p.status != status {
		t.Fatalf("%s led to status %d at %s%s, want %d: %.500s", address, p.status, p.url, p.outside, status, p.body)
	}
	return p
}

// mustSignOut opens the address at which a client signs people out, confirms it
// and returns the page of the client where that ends.
func (v *visitor) mustSignOut(t *testing.T, address string) *page {
	t.Helper()
	p, err := v.signOut(address)
	if err != nil {
		t.Fatalf("sign out at %s: %v", address, err)
	}
	return p
}

// leaveClient signs out with a form of the client's own.
func (v *visitor) leaveClient(t *testing.T, p *page, form string) {
	t.Helper()
	p, err := v.submit(p, form, nil)
	if err == nil {
		_, err = v.submit(p, "op.logoutForm", nil)
	}
	if err != nil {
		t.Fatalf("sign out of the client: %v", err)
	}
}

// shown reads what a client shows as JSON.
func shown[T any](t *testing.T, p *page) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(p.body), &value); err != nil {
		t.Fatalf("%s with status %d shows no JSON: %v\n%.500s%s", p.url, p.status, err, p.body, p.outside)
	}
	return value
}

// awaitOther opens a page until it shows something else than before.
func awaitOther[T comparable](t *testing.T, v *visitor, address string, before T) T {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(200 * time.Millisecond) {
		if now := shown[T](t, v.mustOpen(t, address, 200)); now != before {
			return now
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s still shows %+v after %s", address, before, patience)
		}
	}
}
