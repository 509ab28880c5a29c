package resource_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/server/servertest"
	"portico/models"
)

// listed returns the texts of a list's first column on a page, in order.
func listed(page *servertest.Response) []string {
	texts := []string{}
	for _, found := range regexp.MustCompile(`class="row-link" href="[^"]*">([^<]*)<|<tr><td><span class="copy" data-copy="([^"]*)"`).FindAllStringSubmatch(page.Text, -1) {
		texts = append(texts, found[1]+found[2])
	}
	return texts
}

func TestConsoleList(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	d.register("Shop", "https://shop.example/100%25wool")
	d.register("Desk", "urn:desk")
	own := d.management().Name
	tests := []struct {
		name, query string
		want        []string
	}{
		{"all, newest first", "", []string{"Desk", "Shop", own}},
		{"by name, in any case", "q=sHOp", []string{"Shop"}},
		{"by identifier", "q=urn%3A", []string{"Desk"}},
		{"space around", "q=+desk+", []string{"Desk"}},
		{"signs of patterns are signs", "q=0%25", []string{"Shop"}},
		{"and are not wildcards", "q=S_op", []string{}},
		{"a NUL character", "q=%00", []string{}},
		{"very long", "q=" + strings.Repeat("a", 5000), []string{}},
		{"a page past the last", "page=7", []string{"Desk", "Shop", own}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := d.Get("/console/api-resources?" + test.query)
			if page.StatusCode != http.StatusOK {
				t.Fatalf("status %d", page.StatusCode)
			}
			if diff := cmp.Diff(test.want, listed(page)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if page := d.Get("/console/api-resources"); strings.Count(page.Text, ">Built-in</span>") != 1 {
		t.Error("the Management API is not marked once")
	}
}

func TestConsoleListPages(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	shop := d.register("Shop", "https://shop.example")
	for i := range 21 {
		d.register(fmt.Sprintf("API %d", i), fmt.Sprintf("https://api%d.example", i))
		d.permit(shop.ID, fmt.Sprintf("scope:%02d", i), "")
	}
	for path, says := range map[string]string{
		"?q=api+&page=2": "21–22 of 22", "/" + shop.ID + "?q=scope&page=2": "21–21 of 21",
		"/" + shop.ID: "1–20 of 21",
	} {
		part := d.part(path)
		if !strings.Contains(part.Text, says) || strings.Contains(part.Text, "<html") {
			t.Errorf("%s: %s", path, part.Text)
		}
	}
	if page := d.Get("/console/api-resources?q=shop"); !strings.Contains(page.Text, ">21</td>") {
		t.Error("the permissions are not counted")
	}
}

func TestConsolePermissions(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	shop := d.register("Shop", "https://shop.example")
	path := "/console/api-resources/" + shop.ID
	if page := d.Get(path); !strings.Contains(page.Text, "No permissions yet") {
		t.Error(page.Text)
	}
	d.permit(shop.ID, "write", "Changes 100% of it")
	d.permit(shop.ID, "read", "")
	for query, want := range map[string][]string{
		"": {"read", "write"}, "q=REA": {"read"}, "q=0%25": {"write"}, "q=nothing": {}, "q=%00": {}, "q=r_a": {},
	} {
		if diff := cmp.Diff(want, listed(d.Get(path+"?"+query))); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
}

func TestConsolePermission(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	shop := d.register("Shop", "https://shop.example")
	at, path := "/console/api-resources/"+shop.ID, "/"+shop.ID+"/permissions/"
	d.refused(path+"new", url.Values{"name": {""}}, "name")
	spaced := d.refused(path+"new", url.Values{"name": {"read orders"}, "description": {"Look"}}, "name")
	if !strings.Contains(spaced.Text, `value="read orders"`) || !strings.Contains(spaced.Text, `value="Look"`) {
		t.Error("what was typed is lost")
	}
	d.refused(path+"new", url.Values{"name": {"read"}, "description": {strings.Repeat("a", 1025)}}, "description")
	d.accepted(path+"new", url.Values{"name": {" read "}, "description": {"Look"}}, event.ScopeCreated, at)
	d.accepted(path+"new", url.Values{"name": {"write"}}, event.ScopeCreated, at)
	d.refused(path+"new", url.Values{"name": {"read"}}, "name")
	scopes, err := d.Records().Scopes.Of(t.Context(), shop.ID)
	if err != nil || len(scopes) != 2 || scopes[0].Name != "read" || *scopes[0].Description != "Look" {
		t.Fatalf("scopes %+v, %v", scopes, err)
	}

	one := path + scopes[0].ID
	if form := d.part(one); !strings.Contains(form.Text, `value="read"`) || strings.Contains(form.Text, "<html") {
		t.Error(form.Text)
	}
	d.refused(one, url.Values{"name": {"write"}}, "name")
	d.accepted(one, url.Values{"name": {"look"}}, event.ScopeUpdated, at)
	if got, err := d.Records().Scopes.Get(t.Context(), shop.ID, scopes[0].ID); err != nil || got.Name != "look" || got.Description != nil {
		t.Errorf("stored %+v, %v", got, err)
	}

	if page := d.part(one + "/delete"); !strings.Contains(page.Text, "No role has it.") {
		t.Error(page.Text)
	}
	role := &models.Role{ID: "r", Name: "Reader", Type: models.RoleUser}
	check(t, d.Records().Roles.Insert(t.Context(), role))
	check(t, d.Records().Roles.AddScopes(t.Context(), role.ID, []string{scopes[0].ID}))
	if page := d.part(one + "/delete"); !strings.Contains(page.Text, "1 role loses it.") {
		t.Error(page.Text)
	}
	d.accepted(one+"/delete", url.Values{}, event.ScopeDeleted, at)
	if left, err := d.Records().Scopes.Of(t.Context(), shop.ID); err != nil || len(left) != 1 {
		t.Errorf("left %+v, %v", left, err)
	}
}
