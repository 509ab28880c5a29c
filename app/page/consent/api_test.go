package consent_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

const apiPath = "/api/interaction/consent"

// call sends a JSON request as a page of the same origin would.
func (s *shop) call(t *testing.T, b *servertest.Browser, method, body string, header ...string) *servertest.Response {
	t.Helper()
	request, err := http.NewRequest(method, servertest.Endpoint+apiPath, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	return b.Send(request)
}

// question is what the API says is asked.
type question struct {
	Application struct{ ID, Name, DisplayName string }
	User        struct{ ID, Username, PrimaryEmail string }
	// Organizations and what the user's roles give there.
	Organizations []struct {
		ID, Name, Unavailable string
		IsAllowed             bool
		MissingResourceScopes []askedOf
	}
	MissingOIDCScope      []string
	MissingResourceScopes []askedOf
	RedirectURI           string
}

type askedOf struct {
	Resource struct{ ID, Name, Indicator string }
	Scopes   []struct{ ID, Name, Description string }
}

func (a askedOf) names() string {
	var names []string
	for _, scope := range a.Scopes {
		names = append(names, scope.Name)
	}
	return a.Resource.Indicator + ": " + strings.Join(names, " ")
}

func (s *shop) read(t *testing.T) question {
	t.Helper()
	answer := s.call(t, s.b, http.MethodGet, "")
	var found question
	if err := json.Unmarshal([]byte(answer.Text), &found); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("got %d %s: %v", answer.StatusCode, answer.Text, err)
	}
	return found
}

func TestAPIOfInteraction(t *testing.T) {
	s := newShop(t)
	s.AllowToAsk(s.client, models.ConsentResourceScopes, s.Resource.Scopes[0].ID)
	s.page(t, nil)
	found := s.read(t)
	if found.Application.ID != s.client.ID || found.User.ID != s.Person.ID || found.RedirectURI != servertest.RedirectURI {
		t.Errorf("got %+v", found)
	}
	if diff := cmp.Diff([]string{"openid", "offline_access", "profile", organizations}, found.MissingOIDCScope); diff != "" {
		t.Error(diff)
	}
	got := map[string][]string{"": nil}
	for _, missing := range found.MissingResourceScopes {
		got[""] = append(got[""], missing.names())
	}
	for _, organization := range found.Organizations {
		for _, missing := range organization.MissingResourceScopes {
			got[organization.Name] = append(got[organization.Name], missing.names())
		}
	}
	want := map[string][]string{
		"":    {"https://shopping.api/: read"},
		"foo": {"urn:logto:resource:organizations: invite:member", "https://shopping.api/: read write"},
		"bar": {"https://shopping.api/: read"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	t.Run("an organization of which the user is no member", func(t *testing.T) {
		answer := s.call(t, s.b, http.MethodPost, `{"organizationIds":["nowhere"]}`)
		if answer.StatusCode != http.StatusUnprocessableEntity || answer.JSON()["code"] != "organization.require_membership" {
			t.Errorf("got %d %s", answer.StatusCode, answer.Text)
		}
	})
	t.Run("agreeing", func(t *testing.T) {
		answer := s.call(t, s.b, http.MethodPost, `{"organizationIds":["`+s.foo+`","`+s.bar+`"]}`)
		address, _ := answer.JSON()["redirectTo"].(string)
		if answer.StatusCode != http.StatusOK || !strings.HasPrefix(address, servertest.Endpoint+"/oidc/auth/") {
			t.Fatalf("got %d %s", answer.StatusCode, answer.Text)
		}
		if answered(t, s.b.Get(address)).Get("code") == "" {
			t.Error("no code")
		}
		if diff := cmp.Diff([]string{s.bar, s.foo}, s.allowed(t)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("twice", func(t *testing.T) {
		answer := s.call(t, s.b, http.MethodPost, `{}`)
		if answer.StatusCode != http.StatusBadRequest || answer.JSON()["code"] != "session.not_found" {
			t.Errorf("got %d %s", answer.StatusCode, answer.Text)
		}
	})
}

// The API answers nobody but this browser's own pages.
func TestAPIOfInteractionIsGuarded(t *testing.T) {
	s := newShop(t)
	s.page(t, nil)
	stranger := s.Browser()
	tests := []struct {
		name   string
		answer *servertest.Response
		status int
	}{
		{"another browser", s.call(t, stranger, http.MethodGet, ""), 400},
		{"another browser agrees", s.call(t, stranger, http.MethodPost, "{}"), 400},
		{"another site", s.call(t, s.b, http.MethodPost, "{}", "Sec-Fetch-Site", "cross-site"), 403},
		{"another origin", s.call(t, s.b, http.MethodPost, "{}", "Origin", "https://evil.example"), 403},
		{"a form", s.call(t, s.b, http.MethodPost, "organizationIds=x", "Content-Type", "application/x-www-form-urlencoded"), 403},
		{"text", s.call(t, s.b, http.MethodPost, "{}", "Content-Type", "text/plain"), 403},
		{"no JSON", s.call(t, s.b, http.MethodPost, "{"), 400},
		{"a repeated member", s.call(t, s.b, http.MethodPost, `{"organizationIds":[],"organizationIds":["x"]}`), 400},
		{"another type", s.call(t, s.b, http.MethodPost, `{"organizationIds":"x"}`), 400},
		{"null bytes", s.call(t, s.b, http.MethodPost, `{"organizationIds":["\u0000"]}`), 422},
		{"another method", s.call(t, s.b, http.MethodPut, "{}"), 405},
	}
	for _, test := range tests {
		if test.answer.StatusCode != test.status || test.answer.JSON()["code"] == nil {
			t.Errorf("%s: %d %s, want %d", test.name, test.answer.StatusCode, test.answer.Text, test.status)
		}
	}
	if _, err := s.Records().Consents.Get(t.Context(), s.Person.ID, s.client.ID); err == nil {
		t.Error("something was consented to")
	}
}
