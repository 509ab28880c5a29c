package organizationrole_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/noun/organizationrole"
	"portico/models"
)

func TestConsolePermission(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.scope("taken")
	d.refused("/permissions/new", url.Values{"name": {"taken"}}, "name")
	wantParts(t, d.refused("/permissions/new", url.Values{"name": {"a b"}, "description": {"Kept"}}, "name"), `value="a b"`, `value="Kept"`)
	listed := d.accepted("/permissions/new", url.Values{"name": {" read:files "}, "description": {"Sees files"}}, home+"/permissions")
	wantParts(t, listed, "Permission created.", ">read:files<", "Sees files")
	d.wantLast(event.OrganizationScopeCreated)

	id := regexp.MustCompile(`permissions/([0-9a-z]{21})"[^>]*>read:files<`).FindStringSubmatch(listed.Text)[1]
	path := "/permissions/" + id
	wantParts(t, d.Get(home+path), `value="read:files"`, "No role grants it yet")
	wantParts(t, d.Get(home+path+"/delete"), "No role grants this permission.")
	role := d.role("Owner", organizationrole.Permissions{models.PermissionOrganization: []string{id}})
	wantParts(t, d.Get(home+path), `href="`+home+"/roles/"+role.ID+`"`)
	d.refused(path, url.Values{"name": {"taken"}}, "name")
	saved := d.accepted(path, url.Values{"name": {"files"}, "description": {""}}, home+path)
	wantParts(t, saved, "Changes saved.", `value="files"`)
	d.wantLast(event.OrganizationScopeUpdated)

	wantParts(t, d.Get(home+path+"/delete"), "1 role loses this permission: Owner.")
	d.refused(path+"/delete", url.Values{"confirm": {"read:files"}}, "confirm")
	d.accepted(path+"/delete", url.Values{"confirm": {"files"}}, home+"/permissions")
	d.wantLast(event.OrganizationScopeDeleted)
	if answer := d.Get(home + path); answer.StatusCode != http.StatusNotFound || d.given(role.ID) != "" {
		t.Errorf("status %d, the role grants %s", answer.StatusCode, d.given(role.ID))
	}
}

// The permission to manage applications is offered until it exists, to those who may
// create it.
func TestConsoleSuggestion(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	const form = "manage-apps-form"
	d.scope("manage:apps:not")
	page := d.Get(home + "/permissions")
	wantParts(t, page, "Members with this permission can see and block third-party applications of their organization.")
	added := d.Submit(page, form, nil)
	wantParts(t, added, "Permission created.", ">manage:apps<", "can see and block third-party applications")
	if strings.Contains(added.Text, form) {
		t.Error("it is still offered")
	}
	if viewer := newDesk(t, models.RoleViewer); strings.Contains(viewer.Get(home+"/permissions").Text, form) {
		t.Error("a viewer is offered it")
	}
}

func TestConsoleRolePermissions(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	files := d.scope("files")
	role := d.role("Owner", organizationrole.Permissions{models.PermissionOrganization: []string{files}, models.PermissionAPI: []string{"read"}})
	path := "/roles/" + role.ID
	page := d.Get(home + path)
	wantParts(t, page, "<code>files</code>", "Organization permission", "<code>read</code>", "API permission", "Shop API", "1–2 of 2")
	if found := d.part(path + "?q=SHOP"); !strings.HasPrefix(found.Text, `<div id="role-permission-list">`) ||
		strings.Contains(found.Text, "<code>files") || !strings.Contains(found.Text, "<code>read<") {
		t.Error(found.Text)
	}
	wantParts(t, d.Get(home+path+"?q=nothing"), "No permissions found")

	confirm := path + "/api/read/remove"
	wantParts(t, d.Get(home+confirm), "Remove read from Owner?")
	wantParts(t, d.accepted(confirm, nil, home+path), "Permission removed from the role.")
	d.wantLast(event.OrganizationRoleScopesUpdated)
	d.accepted(path+"/organization/"+files+"/remove", nil, home+path)
	if d.given(role.ID) != "" {
		t.Errorf("given are %s", d.given(role.ID))
	}
}

// picked returns the permissions in a picker, the chosen ones with a star.
func picked(text string) string {
	var items []string
	pick := regexp.MustCompile(`(?s)name="id" value="([a-z]+):[^"]*"( checked)?.*?<span class="strong">([^<]*)<`)
	for _, found := range pick.FindAllStringSubmatch(text, -1) {
		star := ""
		if found[2] != "" {
			star = "*"
		}
		items = append(items, found[1]+":"+found[3]+star)
	}
	return strings.Join(items, " ")
}

func TestConsoleAssign(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	files, people := d.scope("files"), d.scope("people")
	role := d.role("Owner", organizationrole.Permissions{models.PermissionOrganization: []string{files}, models.PermissionAPI: []string{"read"}})
	path := "/roles/" + role.ID + "/assign"
	if got := picked(d.Get(home + path).Text); got != "organization:people api:write" { // the Management API is not offered
		t.Errorf("offered are %s", got)
	}
	person, write := "organization:"+people, "api:write"
	search := func(q string, chosen ...string) string {
		t.Helper()
		answer := d.send(path, url.Values{"act": {"search"}, "q": {q}, "id": chosen})
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("search: status %d", answer.StatusCode)
		}
		return picked(answer.Text)
	}
	if got := search("WRI"); got != "api:write" {
		t.Errorf("found %s", got)
	}
	if got := search("shop api", person); got != "organization:people* api:write" {
		t.Errorf("found %s", got)
	}
	if got := search("nothing", write, "api:none", "x:y", "api:"); got != "api:write*" {
		t.Errorf("found %s", got)
	}
	if len(d.changes()) != 0 {
		t.Errorf("searching changed %q", d.changes())
	}
	wantParts(t, d.refused(path, nil), "Select at least one permission.")
	wantParts(t, d.refused(path, url.Values{"id": {write, "api:none"}}), "doesn’t exist", `value="api:write" checked`)
	done := d.accepted(path, url.Values{"id": {person, write, write}}, home+"/roles/"+role.ID)
	wantParts(t, done, "Permissions assigned.")
	d.wantLast(event.OrganizationRoleScopesUpdated)
	if got := d.given(role.ID); got != "files people read write" {
		t.Errorf("given are %s", got)
	}
	wantParts(t, d.Get(home+path), "Nothing left to assign")
}

// The Management API cannot be assigned by sending the ID of its scope.
func TestConsoleAssignManagementAPI(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	role := d.role("Owner", organizationrole.Permissions{})
	resource, err := d.Records().Resources.ByIndicator(t.Context(), d.Config.ManagementAPIIndicator)
	must(t, err)
	scopes, err := d.Records().Scopes.Of(t.Context(), resource.ID)
	must(t, err)
	refused := d.refused("/roles/"+role.ID+"/assign", url.Values{"id": {"api:" + scopes[0].ID}})
	wantParts(t, refused, "its members would become operators")
	if d.given(role.ID) != "" {
		t.Error("it is in the role")
	}
}

// Each kind gets half of the places, plus those that the other leaves free.
func TestConsoleAssignMany(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	role := d.role("Owner", organizationrole.Permissions{})
	for i := range 25 {
		d.scope(fmt.Sprintf("p%02d", i))
	}
	page := d.Get(home + "/roles/" + role.ID + "/assign")
	if got := picked(page.Text); strings.Count(got, "organization:") != 18 || strings.Count(got, "api:") != 2 {
		t.Errorf("offered are %s", got)
	}
	wantParts(t, page, "7 more matches.")
	for i := range 25 {
		must(t, d.Records().Scopes.Insert(t.Context(), &models.Scope{ID: fmt.Sprint(i), ResourceID: "shop", Name: fmt.Sprint("s", i)}))
	}
	if got := picked(d.Get(home + "/roles/" + role.ID + "/assign").Text); strings.Count(got, "organization:") != 10 || strings.Count(got, "api:") != 10 {
		t.Errorf("offered are %s", got)
	}
}
