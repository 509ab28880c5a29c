package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/noun/application"
	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// A page of a list takes as many statements with one row as with many, and no more
// than listed here; on Postgres a search also sets planner options.
func TestStatementsOfLists(t *testing.T) {
	pages := []struct {
		path string
		most int
	}{
		{"/console", 11},
		{"/console/applications", 4},
		{"/console/applications?q=a", 5},
		{"/console/users", 6},
		{"/console/users?q=a", 7},
		{"/console/users?page=2", 6},
		{"/console/audit-logs", 7},
		{"/console/signing-keys", 4},
		{"/console/operators", 4},
		{"/console/tenants", 4},
		{"/console/search?q=a", 13},
		{"/console/api-resources", 7},
		{"/console/roles", 11},
		{"/console/organization-template", 7},
		{"/console/organizations", 8},
		{"/api/resources?includeScopes=1&page=1", 6},
		{"/api/roles?page=1", 10},
		{"/api/organization-roles?page=1", 6},
		{"/api/organizations?page=1&showFeatured=1", 7},
		{"/api/users?page_size=100", 4},
		{"/api/users?search=%25a%25", 5},
		{"/api/applications", 5},
		{"/api/logs", 4},
	}
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	token := p.MachineToken()
	browser := p.ConsoleBrowser(models.RoleAdmin)
	measure := func(path string) int {
		return p.Statements(func() {
			status := 0
			if strings.HasPrefix(path, "/api/") {
				status = p.API(http.MethodGet, path, token, "").StatusCode
			} else {
				status = browser.Get(path).StatusCode
			}
			if status != http.StatusOK {
				t.Fatalf("%s: %d", path, status)
			}
		})
	}
	fill(t, p, "one", 1)
	few := map[string]int{}
	for _, page := range pages {
		measure(page.path) // the first request may fill a cache
		few[page.path] = measure(page.path)
	}
	fill(t, p, "many", 45)
	for _, page := range pages {
		measure(page.path)
		many := measure(page.path)
		if many > page.most {
			t.Errorf("%s: %d statements, at most %d", page.path, many, page.most)
		}
		// A full page queries its total, twice if the total is capped or the page has
		// two lists; a page that is not full reveals it.
		if many > few[page.path]+2 {
			t.Errorf("%s: %d statements with few rows, %d with many", page.path, few[page.path], many)
		}
	}
}

// fill creates users, applications and audit rows.
func fill(t *testing.T, p *servertest.Provider, prefix string, count int) {
	t.Helper()
	for i := range count {
		made, err := p.Users.Create(t.Context(), p.Records(), user.New{Name: fmt.Sprintf("Ada %s %d", prefix, i), ApplicationID: models.DemoApplicationID})
		if err != nil {
			t.Fatal(err)
		}
		registered, _, err := p.Applications.Create(t.Context(), p.Records(), application.New{
			Name: fmt.Sprintf("App %s %d", prefix, i), Type: models.ApplicationTraditional,
		})
		if err != nil {
			t.Fatal(err)
		}
		err = p.Records().InTx(t.Context(), func(tx *store.Store) error {
			return p.Events.Publish(t.Context(), tx, event.Event{Key: event.SignInSubmit, UserID: made.ID, ApplicationID: registered.ID})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The steps of a sign-in take no more statements than listed here.
func TestStatementsOfSignIn(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	p.SignIn(c, "alice", nil) // fills caches
	browser := p.Browser()
	page := browser.Get(c.AuthorizeURL(nil))
	var answer *servertest.Response
	wantAtMost := func(name string, most int, work func()) {
		if got := p.Statements(work); got > most {
			t.Errorf("%s: %d statements, at most %d", name, got, most)
		}
	}
	wantAtMost("sign-in", 20, func() { answer = browser.SignIn(page, "alice", servertest.Password) })
	code := answer.Redirect().Query().Get("code")
	wantAtMost("code exchange", 9, func() { answer = p.Exchange(c, code, nil) })
	token, _ := answer.JSON()["refresh_token"].(string)
	wantAtMost("refresh", 9, func() { answer = p.Refresh(c, token, nil) })
	if answer.StatusCode != http.StatusOK {
		t.Errorf("refresh: %d %s", answer.StatusCode, answer.Text)
	}
}
