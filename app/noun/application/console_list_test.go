package application_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

// listed returns the names of the applications on a page, in order.
func listed(page *servertest.Response) []string {
	names := []string{}
	for _, found := range regexp.MustCompile(`class="row-link" href="[^"]*">([^<]*)<`).FindAllStringSubmatch(page.Text, -1) {
		names = append(names, found[1])
	}
	return names
}

func TestConsoleList(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	make := func(kind models.ApplicationType, name, description string, isThirdParty bool) {
		d.Advance(time.Second)
		d.Client(kind, func(r *servertest.Registration) {
			r.Name, r.Description, r.IsThirdParty = name, description, isThirdParty
		})
	}
	make(models.ApplicationTraditional, "Shop", "sells 100% wool", false)
	make(models.ApplicationSPA, "Desk", "", false)
	make(models.ApplicationMachineToMachine, "Worker", "for the shop", false)
	make(models.ApplicationTraditional, "Partner", "", true)
	own := []string{"Worker", "Desk", "Shop", "Demo app"}
	tests := []struct {
		name, query string
		want        []string
	}{
		{"own", "", own},
		{"third parties", "kind=third-party", []string{"Partner"}},
		{"an unknown kind", "kind=x", own},
		{"by name and description, in any case", "q=sHOp", []string{"Worker", "Shop"}},
		{"by id", "q=demo-app", []string{"Demo app"}},
		{"space around", "q=+desk+", []string{"Desk"}},
		{"signs of patterns are signs", "q=0%25+w", []string{"Shop"}},
		{"and are not wildcards", "q=S_op", []string{}},
		{"a backslash", `q=%5C`, []string{}},
		{"a NUL character", "q=%00", []string{}},
		{"invalid UTF-8", "q=%ff", []string{}},
		{"very long", "q=" + strings.Repeat("a", 5000), []string{}},
		{"a type", "type=SPA", []string{"Desk", "Demo app"}},
		{"a type and a text", "type=SPA&q=demo", []string{"Demo app"}},
		{"an unknown type", "type=Gadget", own},
		{"of third parties", "kind=third-party&q=shop", []string{}},
		{"a page that is not a number", "page=x", own},
		{"a page below the first", "page=0", own},
		{"a page past the last", "page=7", own},
		{"a page past all bounds", "page=99999999999999999999", own},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := d.Get("/console/applications?" + test.query)
			if page.StatusCode != http.StatusOK {
				t.Fatalf("status %d", page.StatusCode)
			}
			if diff := cmp.Diff(test.want, listed(page)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConsoleListPages(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	for i := range 44 { // plus the demo application
		d.Advance(time.Second)
		d.Client(models.ApplicationSPA, func(r *servertest.Registration) { r.Name = fmt.Sprintf("App %02d", 43-i) })
	}
	tests := []struct {
		page, first, last, range_, previous, next string
	}{
		{"1", "App 00", "App 19", "1–20 of 45", "", "?q=a&amp;page=2"},
		{"2", "App 20", "App 39", "21–40 of 45", "?q=a", "?q=a&amp;page=3"},
		{"3", "App 40", "Demo app", "41–45 of 45", "?q=a&amp;page=2", ""},
	}
	for _, test := range tests {
		t.Run(test.page, func(t *testing.T) {
			page := d.Get("/console/applications?q=a&page=" + test.page)
			names := listed(page)
			if names[0] != test.first || names[len(names)-1] != test.last || !strings.Contains(page.Text, test.range_) {
				t.Errorf("%q to %q", names[0], names[len(names)-1])
			}
			for _, url := range []string{test.previous, test.next} {
				if url != "" && !strings.Contains(page.Text, `href="/console/applications`+url+`"`) {
					t.Errorf("no link to %s", url)
				}
			}
			if links := strings.Count(page.Text, `href="/console/applications?q=a`); (links == 2) != (test.previous != "" && test.next != "") {
				t.Errorf("%d links to other pages", links)
			}
		})
	}
}

// htmx gets the fragment that it replaces, and a cache can distinguish the two.
func TestConsoleListAsPart(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	answer := d.part("?q=demo")
	if !strings.HasPrefix(answer.Text, `<div id="application-list">`) || !strings.Contains(answer.Header.Get("Vary"), "HX-Request") {
		t.Errorf("Vary %q: %s", answer.Header.Get("Vary"), answer.Text)
	}
}
