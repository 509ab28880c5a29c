package organization_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/models"
)

// rolesOf returns the names of a member's roles.
func (d *desk) rolesOf(kind models.HolderKind, organizationID, id string) []string {
	d.t.Helper()
	present, err := d.Records().Members.Among(d.t.Context(), kind, organizationID, []string{id})
	d.check(err)
	if len(present) == 0 {
		return nil
	}
	found, err := d.Records().Members.Roles(d.t.Context(), kind, organizationID, []string{id})
	d.check(err)
	names := []string{}
	for _, role := range found[id] {
		names = append(names, role.ID)
	}
	return names
}

func TestConsoleMembers(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.organization("other")
	d.role("owner", models.RoleUser)
	d.role("guest", models.RoleUser)
	d.role("worker", models.RoleMachineToMachine)
	if page := d.Get("/console/organizations/acme"); !strings.Contains(page.Text, "No members yet") {
		t.Error("the empty tab explains nothing")
	}
	ann, bob := d.User("ann"), d.User("bob")
	d.accepted("/organizations/acme/members/add", url.Values{"id": {ann.ID, bob.ID}, "organizationRoleIds": {"owner"}}, "/organizations/acme")
	d.check(d.Records().Members.AddRoles(t.Context(), models.HolderUser, "acme", []string{bob.ID}, []string{"guest"}))
	d.check(d.Records().Members.Add(t.Context(), models.HolderUser, "other", []string{d.User("eve").ID}, 1))
	tests := []struct {
		query string
		want  []string
	}{
		{"", []string{"ann", "bob"}},
		{"?q=ANN%40", []string{"ann"}},
		{"?role=guest", []string{"bob"}},
		{"?role=guest&q=ann%40", []string{}},
		{"?role=nothing", []string{"ann", "bob"}},
		{"?role=worker", []string{"ann", "bob"}}, // users cannot have a role for machines
		{"?q=%00", []string{}},
		{"?q=eve%40", []string{}},
	}
	for _, test := range tests {
		page := d.Get("/console/organizations/acme" + test.query)
		if diff := cmp.Diff(test.want, sorted(listed(page))); diff != "" || page.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", test.query, page.StatusCode, diff)
		}
	}
	page := d.Get("/console/organizations/acme?q=bob")
	for _, part := range []string{"Role owner", "Role guest", `href="/console/users/` + bob.ID + `"`, `class="count">2<`} {
		if !strings.Contains(page.Text, part) {
			t.Errorf("%s is missing", part)
		}
	}
	if answer := d.part("/organizations/acme?q=ann"); !strings.HasPrefix(answer.Text, `<div id="organization-members">`) {
		t.Error("htmx gets a page")
	}
}

func TestConsoleAdd(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.role("owner", models.RoleUser)
	d.role("worker", models.RoleMachineToMachine)
	ann, bob, eve := d.User("ann"), d.User("bob"), d.User("eve")
	d.check(d.Records().Members.Add(t.Context(), models.HolderUser, "acme", []string{ann.ID}, 1))
	const path = "/organizations/acme/members/add"
	if diff := cmp.Diff(sorted([]string{bob.ID, eve.ID}), sorted(offered(d.Get("/console"+path)))); diff != "" {
		t.Errorf("who can be added: %s", diff)
	}
	search := d.send(path, url.Values{"id": {bob.ID}, "q": {"eve"}, "act": {"search"}, "organizationRoleIds": {"owner"}})
	if diff := cmp.Diff([]string{bob.ID + "!", eve.ID}, offered(search)); diff != "" || search.StatusCode != http.StatusOK {
		t.Errorf("a search loses who was chosen: %d %s", search.StatusCode, diff)
	}
	if !strings.Contains(search.Text, `value="owner" checked`) {
		t.Error("a search loses the roles that were chosen")
	}

	if answer := d.refused(path, nil); !strings.Contains(answer.Text, "Select at least one.") {
		t.Error("no error says that nobody was selected")
	}
	d.refused(path, url.Values{"id": {"nobody"}})
	d.refused(path, url.Values{"id": {strings.Repeat("a", 200)}})
	d.refused(path, url.Values{"id": {strings.Repeat("a", 30_000)}})
	d.refused(path, url.Values{"id": {bob.ID}, "organizationRoleIds": {"nothing"}}, "organizationRoleIds")
	d.refused(path, url.Values{"id": {bob.ID}, "organizationRoleIds": {"worker"}}, "organizationRoleIds")
	if d.rolesOf(models.HolderUser, "acme", bob.ID) != nil {
		t.Error("half of a refused form was taken")
	}

	d.accepted(path, url.Values{"id": {bob.ID, ann.ID}, "organizationRoleIds": {"owner"}}, "/organizations/acme")
	for _, user := range []*models.User{ann, bob} {
		if diff := cmp.Diff([]string{"owner"}, d.rolesOf(models.HolderUser, "acme", user.ID)); diff != "" {
			t.Error(diff)
		}
	}
	if rows := d.changes(); len(rows) != 1 || rows[0].Key != event.OrganizationMembership {
		t.Errorf("audited as %+v", rows)
	}
	d.accepted(path, url.Values{"id": {bob.ID}, "organizationRoleIds": {"owner"}}, "/organizations/acme")
	if rows := d.changes(); len(rows) != 1 {
		t.Errorf("an empty change is audited: %d", len(rows))
	}
}

func TestConsoleMachines(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.role("owner", models.RoleUser)
	d.role("worker", models.RoleMachineToMachine)
	machine := d.Client(models.ApplicationMachineToMachine)
	site := d.Client(models.ApplicationSPA)
	const path = "/organizations/acme/machines"
	if diff := cmp.Diff([]string{machine.ID}, offered(d.Get("/console"+path+"/add"))); diff != "" {
		t.Errorf("what can be added: %s", diff)
	}
	d.refused(path+"/add", url.Values{"id": {site.ID}})
	d.refused(path+"/add", url.Values{"id": {machine.ID}, "organizationRoleIds": {"owner"}}, "organizationRoleIds")
	d.accepted(path+"/add", url.Values{"id": {machine.ID}}, path)
	if page := d.Get("/console" + path); len(listed(page)) != 1 || !strings.Contains(page.Text, "No role") {
		t.Error(listed(page))
	}
	d.accepted(path+"/"+machine.ID+"/roles", url.Values{"organizationRoleIds": {"worker"}}, path)
	if diff := cmp.Diff([]string{"worker"}, d.rolesOf(models.HolderApplication, "acme", machine.ID)); diff != "" {
		t.Error(diff)
	}
	d.accepted(path+"/"+machine.ID+"/remove", nil, path)
	if d.rolesOf(models.HolderApplication, "acme", machine.ID) != nil {
		t.Error("still a member")
	}
}

func TestConsoleMember(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.organization("acme")
	d.role("owner", models.RoleUser)
	d.role("guest", models.RoleUser)
	d.role("worker", models.RoleMachineToMachine)
	ann, bob := d.User("ann"), d.User("bob")
	d.check(d.Records().Members.Add(t.Context(), models.HolderUser, "acme", []string{ann.ID}, 1))
	d.check(d.Records().Members.AddRoles(t.Context(), models.HolderUser, "acme", []string{ann.ID}, []string{"owner"}))
	path := "/organizations/acme/members/" + ann.ID
	form := d.part(path + "/roles").Text
	if !strings.HasPrefix(form, "<form") || !strings.Contains(form, `value="owner" checked`) || strings.Contains(form, `value="guest" checked`) || strings.Contains(form, "worker") {
		t.Error(form)
	}
	d.refused(path+"/roles", url.Values{"organizationRoleIds": {"worker"}}, "organizationRoleIds")
	d.accepted(path+"/roles", url.Values{"organizationRoleIds": {"guest"}}, "/organizations/acme")
	if diff := cmp.Diff([]string{"guest"}, d.rolesOf(models.HolderUser, "acme", ann.ID)); diff != "" {
		t.Error(diff)
	}
	d.accepted(path+"/roles", nil, "/organizations/acme")
	if diff := cmp.Diff([]string{}, d.rolesOf(models.HolderUser, "acme", ann.ID)); diff != "" {
		t.Error(diff)
	}
	if question := d.part(path + "/remove").Text; !strings.Contains(question, "Remove ann from ACME?") {
		t.Error(question)
	}
	for _, stranger := range []string{bob.ID, "nobody", "%ff", strings.Repeat("a", 300)} {
		for _, act := range []string{"/roles", "/remove"} {
			at := "/organizations/acme/members/" + stranger + act
			if answer := d.Get("/console" + at); answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %d", at, answer.StatusCode)
			}
			if answer := d.send(at, nil); answer.StatusCode != http.StatusNotFound {
				t.Errorf("post %s: %d", at, answer.StatusCode)
			}
		}
	}
	d.accepted(path+"/remove", nil, "/organizations/acme")
	if d.rolesOf(models.HolderUser, "acme", ann.ID) != nil {
		t.Error("still a member")
	}
}

// Nothing of another tenant can be seen or reached.
func TestConsoleOtherTenant(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	foreign := d.DB.Tenant(models.TenantAdmin)
	d.check(foreign.Organizations.Insert(t.Context(), &models.Organization{ID: "foreign", Name: "Foreign"}))
	for _, path := range []string{"", "/machines", "/settings", "/delete", "/members/add", "/machines/add", "/members/x/roles"} {
		if answer := d.Get("/console/organizations/foreign" + path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
	for _, path := range []string{"/settings", "/delete", "/members/add", "/members/x/remove"} {
		fields := url.Values{"name": {"X"}, "confirm": {"Foreign"}, "id": {d.User("u" + strings.ReplaceAll(path, "/", "_")).ID}}
		if answer := d.send("/organizations/foreign"+path, fields); answer.StatusCode != http.StatusNotFound {
			t.Errorf("post %s: %d", path, answer.StatusCode)
		}
	}
	if got := listed(d.Get("/console/organizations?q=foreign")); len(got) > 0 {
		t.Errorf("lists %v", got)
	}
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}
