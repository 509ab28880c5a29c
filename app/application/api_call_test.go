package application_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/oidctest"
	"portico/models"
)

type object = map[string]any

// site is a provider whose Management API is called with a token.
type site struct {
	*oidctest.Provider
	token string // of a machine that may change everything
}

func newSite(t *testing.T) *site {
	t.Helper()
	p := oidctest.New(t)
	return &site{Provider: p, token: p.MachineToken()}
}

// as is the same site, called by an operator.
func (s *site) as(role string) *site {
	s.Operator(role)
	return &site{Provider: s.Provider, token: s.OperatorToken(role, models.TenantDefault)}
}

// call calls the API, wants a status and returns the body, an object or a list.
func (s *site) call(t *testing.T, method, path, body string, status int) any {
	t.Helper()
	answer := s.For(t).API(method, "/api"+path, s.token, body)
	if answer.StatusCode != status {
		t.Fatalf("%s %s: got %d %s, want %d", method, path, answer.StatusCode, answer.Text, status)
	}
	if answer.Text == "" {
		return nil
	}
	var decoded any
	if err := json.Unmarshal([]byte(answer.Text), &decoded); err != nil {
		t.Fatalf("%v: %s", err, answer.Text)
	}
	return decoded
}

func (s *site) object(t *testing.T, method, path, body string, status int) object {
	t.Helper()
	decoded, isObject := s.call(t, method, path, body, status).(object)
	if !isObject {
		t.Fatalf("%s %s: no object", method, path)
	}
	return decoded
}

func (s *site) list(t *testing.T, path string) []any {
	t.Helper()
	decoded, isList := s.call(t, "GET", path, "", 200).([]any)
	if !isList {
		t.Fatalf("GET %s: no list", path)
	}
	return decoded
}

// refused wants an error.
func (s *site) refused(t *testing.T, method, path, body string, status int, code string) {
	t.Helper()
	if got := s.object(t, method, path, body, status); got["code"] != code || got["message"] == "" {
		t.Errorf("%s %s: got %v, want %s", method, path, got, code)
	}
}

func wantSame(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// number is a number as JSON decodes it.
func number(n int64) float64 { return float64(n) }
