package organization_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models"
)

func TestConsoleList(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	if page := d.Get("/console/organizations"); !strings.Contains(page.Text, "No organizations yet") || strings.Contains(page.Text, `id="q"`) {
		t.Error("organizations are not explained")
	}
	for _, name := range []string{"acme", "100%", "beta"} {
		d.organization(name)
	}
	tests := []struct {
		name, query string
		want        []string
	}{
		{"all", "", []string{"BETA", "100%", "ACME"}},
		{"by name in any case", "q=Acm", []string{"ACME"}},
		{"space around", "q=+beta+", []string{"BETA"}},
		{"signs of patterns are signs", "q=0%25", []string{"100%"}},
		{"and are not wildcards", "q=a_me", []string{}},
		{"a NUL character", "q=%00", []string{}},
		{"invalid UTF-8", "q=%ff", []string{}},
		{"very long", "q=" + strings.Repeat("a", 5000), []string{}},
		{"a page past the last", "page=7", []string{"BETA", "100%", "ACME"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := d.Get("/console/organizations?" + test.query)
			if page.StatusCode != http.StatusOK {
				t.Fatalf("status %d", page.StatusCode)
			}
			if diff := cmp.Diff(test.want, listed(page)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if answer := d.part("/organizations?q=beta"); !strings.HasPrefix(answer.Text, `<div id="organization-list">`) {
		t.Error("htmx gets a page")
	}
}

// A row shows the number of members and some of them, and each page takes
// the same number of statements.
func TestConsoleListMembers(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	ids := []string{}
	for i := range 5 {
		ids = append(ids, d.User(fmt.Sprintf("user%d", i)).ID)
	}
	add := func(name string) {
		d.organization(name)
		d.check(d.Records().Members.Add(t.Context(), models.HolderUser, name, ids, 1))
	}
	add("org00")
	page := ""
	one := d.Statements(func() { page = d.Get("/console/organizations").Text })
	_, row, _ := strings.Cut(page, "<tbody>")
	if !strings.Contains(row, "<span>5</span>") || strings.Count(row, `class="avatar `) != 3 {
		t.Error(row)
	}
	for i := 1; i < 20; i++ {
		add(fmt.Sprintf("org%02d", i))
	}
	if twenty := d.Statements(func() { page = d.Get("/console/organizations").Text }); twenty > one+1 { // a full page also counts the list
		t.Errorf("%d statements for twenty rows, %d for one", twenty, one)
	}
}
