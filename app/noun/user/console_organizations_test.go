package user_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
)

// offered returns the IDs in a picker, with the selected ones marked.
func offered(page *servertest.Response) []string {
	ids := []string{}
	for _, found := range regexp.MustCompile(`name="id" value="([^"]*)"( checked)?`).FindAllStringSubmatch(page.Text, -1) {
		ids = append(ids, found[1]+strings.Replace(found[2], " checked", "!", 1))
	}
	return ids
}

func TestConsoleOrganizations(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.create(user.New{Username: "ann"})
	for i, id := range []string{"acme", "beta"} {
		if err := d.p.Records().Organizations.Insert(t.Context(), &models.Organization{ID: id, Name: strings.ToUpper(id), CreatedAt: int64(i)}); err != nil {
			t.Fatal(err)
		}
	}
	for id, kind := range map[string]models.RoleType{"owner": models.RoleUser, "worker": models.RoleMachineToMachine} {
		role := &models.OrganizationRole{ID: id, Name: "Role " + id, Type: kind}
		if err := d.p.Records().OrganizationRoles.Insert(t.Context(), role); err != nil {
			t.Fatal(err)
		}
	}
	path := "/console/users/" + ann.ID + "/organizations"
	if page := d.Get(path); !isPage(page, "user-organizations-page") || !strings.Contains(page.Text, "No organizations") {
		t.Error(page.Text)
	}
	if page := d.Get(path + "/add"); !slices.Equal(offered(page), []string{"beta", "acme"}) || strings.Contains(page.Text, "Role worker") {
		t.Errorf("offers %v", offered(page))
	}
	search := d.send(path+"/add", map[string]string{"id": "acme", "q": "BET", "act": "search", "organizationRoleIds": "owner"})
	if !slices.Equal(offered(search), []string{"acme!", "beta"}) || !strings.Contains(search.Text, `value="owner" checked`) {
		t.Errorf("a search shows %v", offered(search))
	}
	refused := []map[string]string{
		{}, {"id": "acme", "organizationRoleIds": "worker"}, {"id": "acme", "organizationRoleIds": "nothing"},
	}
	for _, fields := range refused {
		if answer := d.send(path+"/add", fields); answer.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(answer.Text, `data-page="user-assign-page"`) {
			t.Errorf("%v: %d", fields, answer.StatusCode)
		}
	}
	if answer := d.send(path+"/add", map[string]string{"id": "nothing"}); answer.StatusCode != http.StatusNotFound {
		t.Errorf("joins no organization: %d", answer.StatusCode)
	}
	joined := d.send(path+"/add", map[string]string{"id": "acme", "organizationRoleIds": "owner"})
	for _, part := range []string{"Added to the organizations.", `href="/console/organizations/acme"`, "Role owner"} {
		if !strings.Contains(joined.Text, part) {
			t.Errorf("%s is missing: %d", part, joined.StatusCode)
		}
	}
	if diff := cmp.Diff([]string{"beta"}, offered(d.Get(path+"/add"))); diff != "" {
		t.Error(diff)
	}
	if question := d.Get(path + "/acme/remove"); !strings.Contains(question.Text, "Remove ann from ACME?") {
		t.Error(question.Text)
	}
	for _, elsewhere := range []string{"beta", "nothing", "%00", "%ff"} {
		if answer := d.Get(path + "/" + elsewhere + "/remove"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("asks about %s: %d", elsewhere, answer.StatusCode)
		}
		if answer := d.send(path+"/"+elsewhere+"/remove", nil); answer.StatusCode != http.StatusNotFound {
			t.Errorf("leaves %s: %d", elsewhere, answer.StatusCode)
		}
	}
	if left := d.send(path+"/acme/remove", nil); !strings.Contains(left.Text, "No organizations") {
		t.Errorf("still there: %d", left.StatusCode)
	}
	if answer := d.Get("/console/users/nobody/organizations"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("of an unknown user: %d", answer.StatusCode)
	}
}
