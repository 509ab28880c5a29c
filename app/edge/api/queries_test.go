package api_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// A list takes the same number of statements however many rows it shows, and a record
// however much belongs to it.
func TestStatements(t *testing.T) {
	p := servertest.New(t)
	token := p.MachineToken()
	create := func(path, body string) string {
		return text(p.API("POST", "/api"+path, token, body).JSON()["id"])
	}
	for i := range 12 {
		create("/users", fmt.Sprintf(`{"name":"Ann %d"}`, i)) // and an audit row
		create("/applications", fmt.Sprintf(`{"name":"App %d","type":"Traditional"}`, i))
	}
	for i := range 12 {
		create("/organizations", fmt.Sprintf(`{"name":"Acme %d"}`, i))
	}
	populateOrganizations(t, p)
	resourceID := ""
	for i := range 12 {
		resourceID = create("/resources", fmt.Sprintf(`{"name":"API %d","indicator":"https://api%d.example/"}`, i, i))
		for scope := range i {
			create("/resources/"+resourceID+"/scopes", fmt.Sprintf(`{"name":"scope:%d"}`, scope))
		}
	}
	for i := range 12 {
		permission := create("/organization-scopes", fmt.Sprintf(`{"name":"read:%d"}`, i))
		scope := create("/resources/"+resourceID+"/scopes", fmt.Sprintf(`{"name":"of:role:%d"}`, i))
		create("/organization-roles", fmt.Sprintf(`{"name":"Role %d","organizationScopeIds":[%q],"resourceScopeIds":[%q]}`,
			i, permission, scope))
	}
	roles := make([]string, 12)
	for i := range roles {
		roles[i] = create("/roles", fmt.Sprintf(`{"name":"Role %d","description":"x"}`, i))
	}
	few, many := create("/users", "{}"), create("/users", "{}")
	visit(t, p, few, 1)
	visit(t, p, many, 10)
	p.API("POST", "/api/users/"+few+"/roles", token, `{"roleIds":["`+roles[0]+`"]}`)
	p.API("POST", "/api/users/"+many+"/roles", token, `{"roleIds":["`+strings.Join(roles, `","`)+`"]}`)
	organizationID := invite(t, p, 12)
	tests := []struct{ name, one, more string }{
		{"users", "/users?page_size=1", "/users?page_size=10"},
		{"users in a search", "/users?page_size=1&search=Ann%25", "/users?page_size=10&search=Ann%25"},
		{"applications", "/applications?page_size=1", "/applications?page_size=10"},
		{"all applications", "/applications?search=App+1", "/applications?search=App%25"},
		{"organizations", "/organizations?page_size=1", "/organizations?page_size=10"},
		{"organizations and people", "/organizations?page_size=1&showFeatured=true", "/organizations?page_size=10&showFeatured=true"},
		{"organizations in a search", "/organizations?page_size=1&q=acme", "/organizations?page_size=10&q=acme"},
		{"members", "/organizations/acme/users?page_size=1", "/organizations/acme/users?page_size=10"},
		{"members in a search", "/organizations/acme/users?page_size=1&q=ann", "/organizations/acme/users?page_size=10&q=ann"},
		{"members with a role", "/organizations/acme/users?page_size=1&organizationRoleId=acme", "/organizations/acme/users?page_size=10&organizationRoleId=acme"},
		{"machines", "/organizations/acme/applications?page_size=1", "/organizations/acme/applications?page_size=10"},
		{"organizations of a user", "/users/user-0/organizations", "/users/user-1/organizations"},
		{"organizations of a machine", "/applications/machine-1/organizations?page=1&page_size=1", "/applications/machine-1/organizations"},
		{"users who are not members", "/users?page_size=1&excludeOrganizationId=acme", "/users?page_size=10&excludeOrganizationId=acme"},
		{"resources", "/resources?page_size=1", "/resources?page_size=10"},
		{"resources with scopes", "/resources?page_size=1&includeScopes=1", "/resources?page_size=10&includeScopes=1"},
		{"scopes", "/resources/" + resourceID + "/scopes?search=%250", "/resources/" + resourceID + "/scopes?search=scope%25"},
		{"organization roles", "/organization-roles?page_size=1", "/organization-roles?page_size=10"},
		{"organization roles in a search", "/organization-roles?q=role+1", "/organization-roles?q=role"},
		{"organization permissions", "/organization-scopes?page_size=1", "/organization-scopes?page_size=10"},
		{"audit rows", "/logs?page_size=1", "/logs?page_size=10"},
		{"invitations", "/organization-invitations?page_size=1&organizationId=" + organizationID, "/organization-invitations?page_size=10&organizationId=" + organizationID},
		{"a user", "/users/" + few, "/users/" + many + "?includePasswordHash=true&includeSsoIdentities=true"},
		{"sessions", "/users/" + few + "/sessions", "/users/" + many + "/sessions"},
		{"grants", "/users/" + few + "/grants", "/users/" + many + "/grants"},
		{"grants of a kind", "/users/" + few + "/grants?appType=firstParty", "/users/" + many + "/grants?appType=firstParty"},
		{"roles", "/roles?page_size=1", "/roles?page_size=10"},
		{"roles in a search", "/roles?search=Role+1", "/roles?search=Role%25"},
		{"users of a role", "/roles/" + roles[0] + "/users?page_size=1", "/roles/" + roles[0] + "/users?page_size=2"},
		{"roles of a user", "/users/" + few + "/roles", "/users/" + many + "/roles"},
		{"users without a role", "/users?page_size=1&excludeRoleId=" + roles[0], "/users?page_size=10&excludeRoleId=" + roles[0]},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			one, short := statements(t, p, test.one, token)
			more, long := statements(t, p, test.more, token)
			if one != more || one == 0 || short >= long {
				t.Errorf("%d statements for %d bytes, %d for %d", one, short, more, long)
			}
		})
	}
}

// populateOrganizations creates an organization "acme" with members of both kinds, all
// with a role; the second of each is also in other organizations.
func populateOrganizations(t *testing.T, p *servertest.Provider) {
	t.Helper()
	ctx, records := t.Context(), p.Records()
	all, _, err := records.Organizations.List(ctx, store.OrganizationFilter{}, store.Page{})
	errs := []error{
		err, records.Organizations.Insert(ctx, &models.Organization{ID: "acme", Name: "Acme"}),
		records.OrganizationRoles.Insert(ctx, &models.OrganizationRole{ID: "acme", Name: "acme", Type: models.RoleUser}),
	}
	for i := range 12 {
		user, machine := fmt.Sprintf("user-%d", i), fmt.Sprintf("machine-%d", i)
		name := "Ann " + user
		errs = append(errs,
			records.Users.Insert(ctx, &models.User{ID: user, Name: &name}),
			records.Applications.Insert(ctx, &models.Application{ID: machine, Name: machine, Type: models.ApplicationMachineToMachine}))
		ids := []string{"acme"}
		for _, one := range all {
			if i == 1 {
				ids = append(ids, one.ID)
			}
		}
		for _, id := range ids {
			for kind, member := range map[models.HolderKind]string{models.HolderUser: user, models.HolderApplication: machine} {
				errs = append(errs, records.Members.Add(ctx, kind, id, []string{member}, 1),
					records.Members.AddRoles(ctx, kind, id, []string{member}, []string{"acme"}))
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// visit creates sessions of a user, each with a grant.
func visit(t *testing.T, p *servertest.Provider, userID string, times int) {
	t.Helper()
	end := p.Now().UnixMilli() + 3_600_000
	for i := range times {
		id := fmt.Sprintf("%s-%d", userID, i)
		session := &models.Session{ID: id, UserID: userID, Digest: models.Digest(id), ExpiresAt: end}
		if err := p.Records().Sessions.Insert(t.Context(), session); err != nil {
			t.Fatal(err)
		}
		grant := &models.Grant{ID: id, UserID: userID, ApplicationID: models.DemoApplicationID, SessionID: id, ExpiresAt: end}
		if err := p.Records().Grants.Insert(t.Context(), grant); err != nil {
			t.Fatal(err)
		}
	}
}

// invite creates invitations into an organization, each with a role.
func invite(t *testing.T, p *servertest.Provider, times int) string {
	t.Helper()
	organization := &models.Organization{ID: models.NewOrganizationID(), Name: "Acme"}
	role := &models.OrganizationRole{ID: models.NewID(), Name: "buyer", Type: models.RoleUser}
	if err := errors.Join(p.Records().Organizations.Insert(t.Context(), organization), p.Records().OrganizationRoles.Insert(t.Context(), role)); err != nil {
		t.Fatal(err)
	}
	for i := range times {
		invitation := &models.OrganizationInvitation{
			ID: models.NewID(), OrganizationID: organization.ID, Invitee: fmt.Sprintf("ann-%d@example.com", i),
			Status: models.InvitationPending, ExpiresAt: p.Now().UnixMilli() + 3_600_000,
		}
		if err := p.Records().OrganizationInvitations.Insert(t.Context(), invitation, []string{role.ID}); err != nil {
			t.Fatal(err)
		}
	}
	return organization.ID
}

// statements counts what a list costs, and the bytes of the answer. The first
// look may fill a cache.
func statements(t *testing.T, p *servertest.Provider, path, token string) (count, size int) {
	t.Helper()
	for range 2 {
		count = p.Statements(func() {
			answer := p.For(t).API("GET", "/api"+path, token, "")
			if answer.StatusCode != 200 {
				t.Fatalf("GET %s: %d %s", path, answer.StatusCode, strings.TrimSpace(answer.Text))
			}
			size = len(answer.Text)
		})
	}
	return count, size
}
