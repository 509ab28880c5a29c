package servertest

import (
	"encoding/json"
	"net/http"
	"testing"

	"portico/models"
)

// Object is a JSON object.
type Object = map[string]any

// Management is a provider with a token for its Management API.
type Management struct {
	*Provider
	Bearer string // an access token
}

// NewManagement starts a provider with a machine that may change everything.
func NewManagement(t testing.TB) *Management {
	t.Helper()
	p := New(t)
	return &Management{Provider: p, Bearer: p.MachineToken()}
}

// As returns the same provider, called by a new operator with a role.
func (m *Management) As(role string) *Management {
	m.Operator(role)
	return &Management{Provider: m.Provider, Bearer: m.OperatorToken(role, models.TenantDefault)}
}

// Call calls the API, expects a status and returns the body, an object or a list.
func (m *Management) Call(t testing.TB, method, path, body string, status int) any {
	t.Helper()
	answer := m.For(t).API(method, "/api"+path, m.Bearer, body)
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

// Object calls the API and expects an object.
func (m *Management) Object(t testing.TB, method, path, body string, status int) Object {
	t.Helper()
	decoded, ok := m.Call(t, method, path, body, status).(Object)
	if !ok {
		t.Fatalf("%s %s: not an object", method, path)
	}
	return decoded
}

// List calls the API and expects a list.
func (m *Management) List(t testing.TB, path string) []any {
	t.Helper()
	decoded, ok := m.Call(t, http.MethodGet, path, "", http.StatusOK).([]any)
	if !ok {
		t.Fatalf("GET %s: not a list", path)
	}
	return decoded
}

// Refused calls the API and expects an error.
func (m *Management) Refused(t testing.TB, method, path, body string, status int, code string) {
	t.Helper()
	if got := m.Object(t, method, path, body, status); got["code"] != code || got["message"] == "" {
		t.Errorf("%s %s: got %v, want %s", method, path, got, code)
	}
}
