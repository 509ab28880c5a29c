package audit_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/locales"
	"portico/models"
	"portico/views/console/log"
)

// logged sets the tenant's audit log, without the rows added by signing in.
func logged(t *testing.T, p *servertest.Provider, rows ...models.AuditLog) {
	t.Helper()
	for i := range rows {
		if rows[i].CreatedAt == 0 {
			rows[i].CreatedAt = p.Now().UnixMilli() - int64(i)
		}
		if rows[i].Result == "" {
			rows[i].Result = models.AuditSuccess
		}
		rows[i].Count = max(1, rows[i].Count)
	}
	if err := p.Records().AuditLogs.Add(t.Context(), rows...); err != nil {
		t.Fatal(err)
	}
}

// listed returns the IDs of the logs on a page, in order.
func listed(page *servertest.Response) []string {
	ids := []string{}
	for _, found := range regexp.MustCompile(`class="row-link" href="/console/audit-logs/([^"]*)"`).FindAllStringSubmatch(page.Text, -1) {
		ids = append(ids, found[1])
	}
	return ids
}

func TestConsoleList(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	ago := func(back time.Duration) int64 { return p.Now().Add(-back).UnixMilli() }
	logged(t, p,
		models.AuditLog{ID: "now", Key: event.SignInSubmit, UserID: "u1", ApplicationID: "a1"},
		models.AuditLog{ID: "hour", Key: event.UserCreated, UserID: "u1", CreatedAt: ago(2 * time.Hour)},
		models.AuditLog{ID: "day", Key: event.SignInSubmit, Result: models.AuditError, UserID: "u2", CreatedAt: ago(2 * 24 * time.Hour)},
		models.AuditLog{ID: "week", Key: event.RevokeToken, ApplicationID: "a1", CreatedAt: ago(8 * 24 * time.Hour)},
		models.AuditLog{ID: "old", Key: event.UserDeleted, CreatedAt: time.Date(2020, 5, 1, 12, 30, 0, 0, time.UTC).UnixMilli()},
	)
	tests := []struct {
		name, query string
		want        []string
	}{
		{"all", "", []string{"now", "hour", "day", "week", "old"}},
		{"an event", "key=" + event.SignInSubmit, []string{"now", "day"}},
		{"failures", "result=Error", []string{"day"}},
		{"successes", "result=Success", []string{"now", "hour", "week", "old"}},
		{"a user", "user=u1", []string{"now", "hour"}},
		{"a user and an application", "user=u1&application=a1", []string{"now"}},
		{"nobody", "user=u3", []string{}},
		{"the last hour", "range=hour", []string{"now"}},
		{"the last day", "range=day", []string{"now", "hour"}},
		{"the last week", "range=week", []string{"now", "hour", "day"}},
		{"the last month", "range=month", []string{"now", "hour", "day", "week"}},
		{"from a minute on", "from=2020-05-01T12:30", []string{"now", "hour", "day", "week", "old"}},
		{"from the next one on", "from=2020-05-01T12:31", []string{"now", "hour", "day", "week"}},
		{"before a minute", "to=2020-05-01T12:30", []string{}},
		{"before the next one", "to=2020-05-01T12:30:01", []string{"old"}},
		{"a range within times", "range=week&from=2020-05-01T12:30", []string{"now", "hour", "day"}},
		{"values that no form has", "key=X&result=x&range=year&from=yesterday&to=0001-01-01T00:00&page=-1", []string{"now", "hour", "day", "week", "old"}},
		{"a page that is not a number", "page=x", []string{"now", "hour", "day", "week", "old"}},
		{"a page past all bounds", "page=99999999999999999999", []string{"now", "hour", "day", "week", "old"}},
		{"a page after the last", "page=2", []string{"now", "hour", "day", "week", "old"}},
		{"a NUL character", "user=%00", []string{}},
		{"invalid UTF-8", "application=%ff", []string{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := browser.Get("/console/audit-logs?" + test.query)
			if page.StatusCode != http.StatusOK {
				t.Fatalf("status %d", page.StatusCode)
			}
			if diff := cmp.Diff(test.want, listed(page)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConsolePages(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	var rows []models.AuditLog
	for i := range 45 {
		rows = append(rows, models.AuditLog{ID: fmt.Sprintf("l%02d", i), Key: event.SignInSubmit})
	}
	logged(t, p, rows...)
	tests := []struct {
		page, shown, first, last string
		count                    int
		hasPrevious, hasNext     bool
	}{
		{"1", "1–20 of 45", "l00", "l19", 20, false, true},
		{"2", "21–40 of 45", "l20", "l39", 20, true, true},
		{"3", "41–45 of 45", "l40", "l44", 5, true, false},
	}
	for _, test := range tests {
		t.Run(test.page, func(t *testing.T) {
			page := browser.Get("/console/audit-logs?result=Success&page=" + test.page)
			ids := listed(page)
			if len(ids) != test.count || ids[0] != test.first || ids[len(ids)-1] != test.last {
				t.Errorf("rows %v", ids)
			}
			if !strings.Contains(page.Text, test.shown) {
				t.Errorf("the page does not show %q", test.shown)
			}
			if got := strings.Contains(page.Text, `>Next</a>`); got != test.hasNext {
				t.Errorf("has a next page: %t", got)
			}
			if got := strings.Contains(page.Text, `>Previous</a>`); got != test.hasPrevious {
				t.Errorf("has a previous page: %t", got)
			}
		})
	}
}

// htmx gets only the table, and the URL for the address bar.
func TestConsoleListPart(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	logged(t, p, models.AuditLog{ID: "l1", Key: event.SignInSubmit})
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		servertest.Endpoint+"/console/audit-logs?key=&result=Success&user=&application=&range=&from=&to=", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("HX-Request", "true")
	part := browser.Send(request)
	if !strings.HasPrefix(strings.TrimSpace(part.Text), `<div id="logs">`) || strings.Contains(part.Text, "<html") {
		t.Errorf("the part is %s", part.Text)
	}
	if got := part.Header.Get("HX-Push-Url"); got != "/console/audit-logs?result=Success" {
		t.Errorf("the address is %q", got)
	}
	if got := part.Header.Get("Vary"); !strings.Contains(got, "HX-Request") {
		t.Errorf("Vary is %q", got)
	}
}

// People and applications are shown by name, and the API call has the same filter.
func TestConsoleListNames(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	user := p.User("alice")
	client := p.Client(models.ApplicationTraditional)
	logged(t, p, models.AuditLog{ID: "l1", Key: event.SignInSubmit, UserID: user.ID, ApplicationID: client.ID})
	page := browser.Get("/console/audit-logs?" + url.Values{"user": {user.ID}, "from": {"2020-05-01T00:00"}}.Encode())
	for _, want := range []string{
		"alice", "Application Northwind", "User: alice",
		servertest.Endpoint + "/api/logs?userId=" + user.ID + "&amp;start_time=1588291200000&amp;page=1&amp;page_size=20",
	} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
}

func TestConsoleDetails(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	user := p.User("alice")
	logged(t, p, models.AuditLog{
		ID: "l1", Key: event.UserDataUpdated, UserID: user.ID, ApplicationID: "gone", IP: "192.0.2.1", Count: 3,
		Payload: map[string]any{"before": map[string]any{"name": "A"}, "after": map[string]any{"name": "B<>"}},
	})
	page := browser.Get("/console/audit-logs/l1")
	for _, want := range []string{
		`data-page="log-page"`, "User updated", `href="/console/users/` + user.ID + `">alice`, "Deleted", "192.0.2.1",
		`<del><code>&#34;A&#34;</code></del>`, `<ins><code>&#34;B&lt;&gt;&#34;</code></ins>`, servertest.Endpoint + "/api/logs/l1",
	} {
		if !strings.Contains(page.Text, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	theirs := models.AuditLog{ID: "theirs", Key: event.UserCreated, Result: models.AuditSuccess, Count: 1}
	if err := p.DB.Tenant(models.TenantAdmin).AuditLogs.Add(t.Context(), theirs); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"nobody", "theirs", "%00", "%ff", ".", "l1%2f"} {
		if got := browser.Get("/console/audit-logs/" + id); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", id, got.StatusCode)
		}
	}
	p.Operator(models.RoleAdmin)
	if got := p.ConsoleBrowser(models.RoleAdmin).Get("/t/admin/console/audit-logs/theirs"); got.StatusCode != http.StatusOK {
		t.Errorf("in its own tenant: %d", got.StatusCode)
	}
}

// Every event and every subject has a text in every language.
func TestEventsHaveNames(t *testing.T) {
	for _, lang := range locales.Languages() {
		ctx := locales.WithLanguage(t.Context(), lang)
		seen := map[string]string{}
		for _, group := range log.EventGroups() {
			for _, e := range group.Events {
				name := log.EventName(ctx, e.Key)
				if name == e.Key || strings.HasPrefix(name, "console.") {
					t.Errorf("%s: %s has no name", lang, e.Key)
				}
				if seen[name] != "" {
					t.Errorf("%s: %s and %s are both called %q", lang, e.Key, seen[name], name)
				}
				seen[name] = e.Key
			}
		}
	}
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	page := p.ConsoleBrowser(models.RoleViewer).Get("/console/audit-logs")
	for _, group := range log.EventGroups() {
		if strings.Contains(page.Text, fmt.Sprintf("<optgroup label=%q>", group.Subject)) {
			t.Errorf("the subject %s has no name", group.Subject)
		}
	}
}
