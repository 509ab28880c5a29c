package organizationrole_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/noun/organizationrole"
	"portico/models"
)

func noManagementAPIs(context.Context, string) ([]string, error) { return nil, nil }

func TestConsoleLists(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	wantParts(t, d.Get(home), "No organization roles yet")
	wantParts(t, d.Get(home+"/permissions"), "No organization permissions yet")
	files := d.scope("read:files")
	d.role("Owner", organizationrole.Permissions{models.PermissionOrganization: []string{files}, models.PermissionAPI: []string{"read", "write"}})
	d.scope("invite")
	d.role("Guest 100%", organizationrole.Permissions{})
	page := d.Get(home)
	wantParts(t, page, `<span class="badge mono">read:files</span>`, "1–2 of 2")
	for _, test := range []struct{ path, want string }{
		{"", "Guest 100% Owner"},
		{"?q=OWNER", "Owner"},
		{"?q=0%25", "Guest 100%"},
		{"?q=_", ""},
		{"?q=%00", ""},
		{"?q=%ff", ""},
		{"?page=x", "Guest 100% Owner"},
		{"?page=9", "Guest 100% Owner"},
		{"/permissions", "invite read:files"},
		{"/permissions?q=FILES", "read:files"},
		{"/permissions?q=nothing", ""},
		{"/permissions?page=99999999999999999999", "invite read:files"},
	} {
		if page := d.Get(home + test.path); page.StatusCode != http.StatusOK || rows(page) != test.want {
			t.Errorf("%s: status %d, %q", test.path, page.StatusCode, rows(page))
		}
	}
	for path, prefix := range map[string]string{
		"?q=own": `<div id="organization-role-list">`, "/permissions?q=x": `<div id="organization-permission-list">`,
	} {
		if answer := d.part(path); !strings.HasPrefix(answer.Text, prefix) || !strings.Contains(answer.Header.Get("Vary"), "HX-Request") {
			t.Errorf("%s as a part: %s", path, answer.Text)
		}
	}
}

func TestConsoleListPages(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	for i := range 21 {
		d.role(fmt.Sprintf("r%02d", 20-i), organizationrole.Permissions{})
	}
	wantParts(t, d.Get(home+"?q=r"), "1–20 of 21", `href="`+home+`?q=r&amp;page=2"`)
	second := d.Get(home + "?q=r&page=2")
	wantParts(t, second, "21–21 of 21", `href="`+home+`?q=r"`)
	if rows(second) != "r20" {
		t.Errorf("page 2: %s", rows(second))
	}
}

func TestConsoleRole(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.role("Taken", organizationrole.Permissions{})
	wrong := d.refused("/roles/new", url.Values{"name": {"Taken"}, "description": {"Kept"}, "type": {"MachineToMachine"}}, "name")
	wantParts(t, wrong, `value="Kept"`, `value="MachineToMachine" checked`)
	d.refused("/roles/new", url.Values{"name": {" "}, "type": {"User"}}, "name")
	d.refused("/roles/new", url.Values{"name": {"a"}, "type": {"Robot"}})
	d.refused("/roles/new", url.Values{"name": {"a"}, "type": {"User"}, "description": {strings.Repeat("a", 257)}}, "description")
	answer := d.send("/roles/new", url.Values{"name": {"Owner"}, "description": {"Has it"}, "type": {"MachineToMachine"}})
	id := strings.TrimPrefix(answer.Request.URL.Path, home+"/roles/")
	wantParts(t, answer, "Role created.", "No permissions yet", "Machine-to-machine")
	d.wantLast(event.OrganizationRoleCreated)
	stored, err := d.Records().OrganizationRoles.Get(t.Context(), id)
	must(t, err)
	if stored.Name != "Owner" || *stored.Description != "Has it" || stored.Type != models.RoleMachineToMachine {
		t.Errorf("stored %+v", stored)
	}

	general := "/roles/" + id + "/general"
	wantParts(t, d.Get(home+general), `value="Owner"`, `value="Has it"`)
	d.refused(general, url.Values{"name": {"Taken"}}, "name")
	d.refused(general, url.Values{"name": {""}}, "name")
	saved := d.accepted(general, url.Values{"name": {"Chief"}, "description": {""}, "type": {"User"}}, home+general)
	wantParts(t, saved, "Changes saved.", `value="Chief"`, "Machine-to-machine") // the type cannot be changed
	d.wantLast(event.OrganizationRoleUpdated)
}

func TestConsoleDeleteRole(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	role := d.role("Owner", organizationrole.Permissions{})
	path := "/roles/" + role.ID + "/delete"
	wantParts(t, d.Get(home+path), "No one has this role.")
	ann := d.User("ann")
	must(t, d.Records().Organizations.Insert(t.Context(), &models.Organization{ID: "acme", Name: "Acme", CustomData: map[string]any{}}))
	must(t, d.Records().Members.Add(t.Context(), models.HolderUser, "acme", []string{ann.ID}, 1))
	must(t, d.Records().Members.AddRoles(t.Context(), models.HolderUser, "acme", []string{ann.ID}, []string{role.ID}))
	wantParts(t, d.Get(home+path), "1 member has this role")
	for _, wrong := range []string{"", "owner", role.ID} {
		d.refused(path, url.Values{"confirm": {wrong}}, "confirm")
	}
	d.accepted(path, url.Values{"confirm": {"Owner"}}, home)
	d.wantLast(event.OrganizationRoleDeleted)
	for _, gone := range []string{"", "/general", "/delete", "/assign"} {
		if answer := d.Get(home + "/roles/" + role.ID + gone); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", gone, answer.StatusCode)
		}
	}
}

// Viewers see everything and are offered no changes; what they submit
// is refused.
func TestConsoleViewer(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	files := d.scope("read:files")
	role := d.role("Owner", organizationrole.Permissions{models.PermissionOrganization: []string{files}})
	roleAt, scopeAt := "/roles/"+role.ID, "/permissions/"+files
	for _, path := range []string{"", "/permissions", roleAt, roleAt + "/general", scopeAt} {
		page := d.Get(home + path)
		if page.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d", path, page.StatusCode)
		}
		for _, offered := range []string{`/new"`, `/delete"`, `/assign"`, `/remove"`, "data-save-bar"} {
			if strings.Contains(page.Text, offered) {
				t.Errorf("%s offers %s", path, offered)
			}
		}
	}
	changes := []string{
		"/roles/new", roleAt + "/delete", roleAt + "/assign", roleAt + "/organization/" + files + "/remove",
		"/permissions/new", scopeAt + "/delete",
	}
	for _, path := range changes {
		if answer := d.Get(home + path); answer.StatusCode != http.StatusForbidden {
			t.Errorf("GET %s: status %d", path, answer.StatusCode)
		}
	}
	for _, path := range append(changes, roleAt+"/general", scopeAt) {
		if answer := d.send(path, url.Values{"name": {"x"}, "confirm": {"Owner"}}); answer.StatusCode != http.StatusForbidden {
			t.Errorf("POST %s: status %d", path, answer.StatusCode)
		}
	}
	if d.given(role.ID) != "read:files" || len(d.changes()) != 0 {
		t.Errorf("given are %s, audited %q", d.given(role.ID), d.changes())
	}
}

// Records that do not exist, or belong to another tenant, are not found.
func TestConsoleMissing(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	role := d.role("Owner", organizationrole.Permissions{})
	admin := d.DB.Tenant(models.TenantAdmin)
	must(t, admin.OrganizationRoles.Insert(t.Context(), &models.OrganizationRole{ID: "far-role", Name: "far", Type: models.RoleUser}))
	must(t, admin.OrganizationScopes.Insert(t.Context(), &models.OrganizationScope{ID: "far-scope", Name: "far"}))
	for _, path := range []string{
		"/roles/far-role", "/roles/none/general", "/roles/far-role/delete", "/roles/far-role/assign",
		"/roles/" + role.ID + "/organization/far-scope/remove", "/roles/" + role.ID + "/api/read/remove",
		"/roles/" + role.ID + "/other/read/remove", "/permissions/far-scope", "/permissions/none/delete",
	} {
		if answer := d.Get(home + path); answer.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: status %d", path, answer.StatusCode)
		}
		if answer := d.send(path, url.Values{"id": {"api:read"}, "name": {"x"}, "confirm": {"far"}}); answer.StatusCode != http.StatusNotFound && answer.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("POST %s: status %d", path, answer.StatusCode)
		}
	}
}
