package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// However many tenants there are, only the pages about tenants and the menu read them.
func TestOrdinaryPagesReadNoTenants(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	browser := p.ConsoleBrowser(models.RoleAdmin)
	var statements []string
	isSeen := false
	err := p.DB.Observe(func(statement string) {
		if isSeen {
			statements = append(statements, statement)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	look := func(path string) ([]string, string) {
		browser.Get(path) // fills caches
		statements, isSeen = nil, true
		answer := browser.Get(path)
		isSeen = false
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d", path, answer.StatusCode)
		}
		return statements, answer.Text
	}
	paths := []string{"/console", "/console/applications", "/console/users", "/console/signing-keys", "/console/roles", "/console/search"}
	few := map[string]int{}
	for _, path := range paths {
		seen, _ := look(path)
		few[path] = len(seen)
	}
	makeTenants(t, p, 1000)
	for _, path := range paths {
		seen, page := look(path)
		if len(seen) != few[path] {
			t.Errorf("%s: %d statements with few tenants, %d with many", path, few[path], len(seen))
		}
		for _, statement := range seen {
			if strings.Contains(strings.ReplaceAll(statement, `"`, "`"), "FROM `tenants`") {
				t.Errorf("%s reads tenants: %s", path, statement)
			}
		}
		// Without JavaScript the menu is a link to the list.
		if !strings.Contains(page, `href="/console/switch"`) || strings.Contains(page, "tenant-0500") {
			t.Errorf("%s: the switcher is wrong", path)
		}
	}
	for _, path := range []string{"/console/switch", "/console/switch/menu"} {
		if seen, _ := look(path); len(seen) > 5 {
			t.Errorf("%s: %d statements: %q", path, len(seen), seen)
		}
	}
}

// makeTenants creates tenant-0000 and so on.
func makeTenants(t *testing.T, p *servertest.Provider, count int) {
	t.Helper()
	for i := range count {
		id := fmt.Sprintf("tenant-%04d", i)
		if err := p.DB.CreateTenant(t.Context(), &models.Tenant{ID: id, Name: "Name " + id, DefaultAlgorithm: "ES256"}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSwitch(t *testing.T) {
	p := servertest.New(t)
	for _, role := range []string{models.RoleAdmin, models.RoleViewer} {
		p.Operator(role)
	}
	makeTenants(t, p, 30)
	admin, viewer := p.ConsoleBrowser(models.RoleAdmin), p.ConsoleBrowser(models.RoleViewer)
	const first, last, operators = `"/t/tenant-0000/console"`, `"/t/tenant-0029/console"`, `"/t/admin/console"`
	tests := []struct {
		name    string
		browser *servertest.Browser
		path    string
		finds   []string
		not     []string
	}{
		{"first page", admin, "/console/switch", []string{`data-page="switch-page"`, first, operators, `page=2`}, []string{last}},
		{"last page", admin, "/console/switch?page=2", []string{last}, []string{first, "page=3"}},
		{"search by name", admin, "/console/switch?q=NAME+tenant-0029", []string{last}, []string{first}},
		{"search without matches", admin, "/console/switch?q=zzz", []string{"No tenant found"}, []string{first}},
		{"search for invalid text", admin, "/console/switch?q=%00", []string{"No tenant found"}, []string{first}},
		{"another tenant's", admin, "/t/tenant-0000/console/switch", []string{"Current", first, `"/console"`}, nil},
		{"viewer", viewer, "/console/switch", []string{first, `"/console"`}, []string{operators}},
		{"viewer who searches", viewer, "/console/switch?q=admin", []string{"No tenant found"}, []string{operators}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := test.browser.Get(test.path).Text
			for _, want := range test.finds {
				if !strings.Contains(page, want) {
					t.Errorf("lacks %s: %s", want, page)
				}
			}
			for _, not := range test.not {
				if strings.Contains(page, not) {
					t.Errorf("shows %s", not)
				}
			}
		})
	}
}

// The menu has the first tenants and a link to the others.
func TestSwitchMenu(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	menu := func() string {
		request, err := http.NewRequest(http.MethodGet, servertest.Endpoint+"/console/switch/menu", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("HX-Request", "true")
		answer := browser.Send(request)
		if answer.StatusCode != http.StatusOK || strings.Contains(answer.Text, "<html") {
			t.Fatalf("%d %s", answer.StatusCode, answer.Text)
		}
		return answer.Text
	}
	few := menu()
	if !strings.Contains(few, `aria-current="true"`) || strings.Contains(few, "All tenants") || strings.Contains(few, "/t/admin/") {
		t.Errorf("with one tenant: %s", few)
	}
	makeTenants(t, p, 30)
	many := menu()
	if got := strings.Count(many, "<li>"); got != 20 {
		t.Errorf("%d tenants in the menu", got)
	}
	if !strings.Contains(many, `href="/console/switch"`) || !strings.Contains(many, "31") {
		t.Errorf("no link to the others: %s", many)
	}
}
