//go:build e2e

package e2e_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// authorized is what the script reports about resources, roles and organizations.
type authorized struct {
	Calls               []string       `json:"calls"`
	ScopesOfResource    []string       `json:"scopesOfResource"`
	AddedRoleIDs        []int          `json:"addedRoleIds"`
	RolesOfUser         []string       `json:"rolesOfUser"`
	UsersOfRole         int            `json:"usersOfRole"`
	Template            [][]string     `json:"template"`
	CustomData          map[string]any `json:"customData"`
	Members             [][]string     `json:"members"`
	Scopes              []string       `json:"scopes"`
	OrganizationsOfUser [][]string     `json:"organizationsOfUser"`
	Machines            []string       `json:"machines"`
	Domains             []string       `json:"domains"`
	Invitation          []string       `json:"invitation"`
	Revoked             string         `json:"revoked"`
	Refusals            []string       `json:"refusals"`
}

// A program with a machine's credentials manages resources, roles and organizations.
func TestClientLogtoAPIOrganizations(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := newSite(t)
	var machine application
	printed := s.command(t, "", "app", "create", "--name", "Keeper", "--type", "MachineToMachine", "--management-api")
	if err := json.Unmarshal([]byte(printed), &machine); err != nil {
		t.Fatal(err)
	}
	nobody := func(string, string) (string, error) { return "", errors.New("a program needs no person") }
	var got authorized
	runNode(t, "logto_api_organizations.mjs", settings{Endpoint: s.url, Issuer: s.issuer(), ID: machine.ID, Secret: machine.Secret}, nobody, &got)
	want := authorized{
		Calls: []string{
			"201 POST /api/resources",
			"201 POST /api/resources/{resourceId}/scopes",
			"201 POST /api/resources/{resourceId}/scopes",
			"200 GET /api/resources",
			"200 POST /api/roles",
			"200 POST /api/users",
			"201 POST /api/users/{userId}/roles",
			"201 POST /api/users/{userId}/roles",
			"200 GET /api/users/{userId}/roles",
			"200 GET /api/roles",
			"201 POST /api/organization-scopes",
			"201 POST /api/organization-roles",
			"200 GET /api/organization-roles",
			"201 POST /api/organizations",
			"201 POST /api/organizations/{id}/users",
			"201 POST /api/organizations/{id}/users/{userId}/roles",
			"200 GET /api/organizations/{id}/users",
			"200 GET /api/organizations/{id}/users/{userId}/scopes",
			"200 GET /api/users/{userId}/organizations",
			"200 POST /api/applications",
			"201 POST /api/organizations/{id}/applications",
			"200 GET /api/organizations/{id}/applications",
			"201 POST /api/organizations/{id}/jit/email-domains",
			"200 GET /api/organizations/{id}/jit/email-domains",
			"201 POST /api/organization-invitations",
			"422 POST /api/organization-invitations",
			"200 PUT /api/organization-invitations/{id}/status",
			"204 DELETE /api/organizations/{id}/users/{userId}",
			"422 GET /api/organizations/{id}/users/{userId}/scopes",
			"204 DELETE /api/organizations/{id}",
			"204 DELETE /api/resources/{id}",
		},
		ScopesOfResource: []string{"read:orders", "write:orders"}, AddedRoleIDs: []int{1, 0},
		RolesOfUser: []string{"clerk"}, UsersOfRole: 1,
		Template:   [][]string{{"admin", "invite:member", "read:orders", "write:orders"}},
		CustomData: map[string]any{"plan": "pro"}, Members: [][]string{{"org_ann", "admin"}},
		Scopes: []string{"invite:member"}, OrganizationsOfUser: [][]string{{"Globex", "admin"}},
		Machines: []string{"Importer"}, Domains: []string{"globex.example"},
		Invitation: []string{"new@example.com", "Pending", "admin"}, Revoked: "Revoked",
		Refusals: []string{"entity.unique_integrity_violation", "organization.require_membership"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the client's report (-want +got):\n%s", diff)
	}
}
