package permission_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"portico/app/ground/permission"
	"portico/app/ground/tenant"
	"portico/app/server/servertest"
	"portico/fixtures"
	"portico/models"
)

// work is the example of package fixtures with a machine that may write in the
// tenant, and read and invite in the organization foo.
type work struct {
	*servertest.Provider
	fixtures.Shopping
	tenant   *tenant.Tenant
	machine  *servertest.Client
	resource *models.Resource
	foo      string
	strict   string // requires a second factor; the machine is a member without a role
}

func newWork(t *testing.T) *work {
	t.Helper()
	p := servertest.New(t)
	w := &work{Provider: p, Shopping: p.Shopping(), machine: p.Client(models.ApplicationMachineToMachine)}
	w.resource = &models.Resource{ID: w.Resource.ID, Indicator: w.Resource.Indicator}
	w.foo = w.Organizations[0].ID
	w.strict = p.Organization("strict", func(o *models.Organization) { o.IsMFARequired = true }).ID
	ctx, records := t.Context(), p.Records()
	write := &models.Role{ID: "writer", Name: "writer", Type: models.RoleMachineToMachine}
	must(t, records.Roles.Insert(ctx, write))
	must(t, records.Roles.AddScopes(ctx, write.ID, []string{w.scope("write")}))
	must(t, records.Assignments.Give(ctx, models.ApplicationHolder(w.machine.ID), write.ID))
	there := p.OrganizationRole(models.RoleMachineToMachine, []string{w.scope("read")}, []string{w.OrganizationScopes[0].ID})
	for _, id := range []string{w.foo, w.strict} {
		must(t, records.Members.Add(ctx, models.HolderApplication, id, []string{w.machine.ID}, 1))
	}
	must(t, records.Members.AddRoles(ctx, models.HolderApplication, w.foo, []string{w.machine.ID}, []string{there.ID}))
	var err error
	w.tenant, err = p.Tenants.Get(ctx, models.TenantDefault)
	must(t, err)
	return w
}

func (w *work) scope(name string) string {
	for _, scope := range w.Resource.Scopes {
		if scope.Name == name {
			return scope.ID
		}
	}
	return ""
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The explanation for a machine agrees with what is allowed and with what the token
// endpoint issues.
func TestMachines(t *testing.T) {
	w := newWork(t)
	tests := []struct {
		name         string
		resource     *models.Resource
		organization string
		refusal      permission.Refusal
		scopes       string
	}{
		{"in the tenant", w.resource, "", "", "write"},
		{"in an organization", w.resource, w.foo, "", "read"},
		{"an organization", nil, w.foo, "", "invite:member"},
		{"machines need no second factor", w.resource, w.strict, "", ""},
		{"an organization without a role", nil, w.strict, "", ""},
		{"another organization", w.resource, w.Organizations[1].ID, permission.RefusedNotMember, ""},
		{"no organization", nil, "nowhere", permission.RefusedNotMember, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q := permission.Question{Application: w.machine.Application, Resource: test.resource, OrganizationID: test.organization}
			answer, err := permission.Explain(t.Context(), w.Records(), q)
			must(t, err)
			if carried := strings.Join(answer.Carried(), " "); answer.Refusal != test.refusal || carried != test.scopes {
				t.Errorf("explained: %+v", answer)
			}
			allowed, err := permission.Allowed(t.Context(), w.tenant, q)
			var refusal permission.Refusal
			if errors.As(err, &refusal); refusal != test.refusal || strings.Join(allowed, " ") != test.scopes {
				t.Errorf("allowed: %v, %v", allowed, err)
			}
			ask := servertest.Params{
				"grant_type": "client_credentials", "scope": "invite:member read write", "organization_id": test.organization,
			}
			if test.resource != nil {
				ask["resource"] = test.resource.Indicator
			}
			response := w.Token(w.machine, ask)
			scope, _ := response.JSON()["scope"].(string)
			if isIssued := response.StatusCode == http.StatusOK; isIssued != (test.refusal == "") || isIssued && scope != test.scopes {
				t.Errorf("issued: %d %s", response.StatusCode, response.Text)
			}
		})
	}
}

// Scopes that a user has not granted are not in the token, but are explained.
func TestGrants(t *testing.T) {
	w := newWork(t)
	ctx := t.Context()
	client := w.Client(models.ApplicationTraditional).Application
	alice, err := w.Records().Users.Get(ctx, w.Person.ID)
	must(t, err)
	tests := []struct {
		name    string
		grant   *models.Grant
		carried string
	}{
		{"nothing granted yet", nil, "read write"},
		{"one scope", &models.Grant{Scope: "openid write"}, "write"},
		{"another scope", &models.Grant{Scope: "openid reader"}, ""},
	}
	for _, test := range tests {
		q := permission.Question{Application: client, User: alice, Grant: test.grant, Resource: w.resource}
		answer, err := permission.Explain(ctx, w.Records(), q)
		must(t, err)
		allowed, err := permission.Allowed(ctx, w.tenant, q)
		must(t, err)
		if !slices.Equal(allowed, answer.Carried()) || strings.Join(allowed, " ") != test.carried || len(answer.Scopes) != 2 {
			t.Errorf("%s: allowed %q, explained %+v", test.name, allowed, answer)
		}
	}
	grantable, err := permission.Grantable(ctx, w.Records(), alice.ID, w.resource)
	if err != nil || strings.Join(grantable, " ") != "read write" {
		t.Errorf("of the resource: %v, %v", grantable, err)
	}
	if grantable, err = permission.Grantable(ctx, w.Records(), alice.ID, nil); err != nil || strings.Join(grantable, " ") != "invite:member" {
		t.Errorf("of organizations: %v, %v", grantable, err)
	}
}

// A refused question has no scopes, and the refusal is an error.
func TestRefusals(t *testing.T) {
	w := newWork(t)
	alice := &models.User{ID: w.Person.ID}
	client := &models.Application{ID: "app", Type: models.ApplicationSPA}
	tests := []struct {
		want permission.Refusal
		q    permission.Question
	}{
		{permission.RefusedNothing, permission.Question{Application: client, User: alice}},
		{permission.RefusedMachine, permission.Question{Application: w.machine.Application, User: alice, Resource: w.resource}},
		{permission.RefusedSuspended, permission.Question{Application: client, User: &models.User{ID: alice.ID, IsSuspended: true}, Resource: w.resource}},
		{permission.RefusedThirdParty, permission.Question{Application: &models.Application{ID: "app", IsThirdParty: true}, User: alice, Resource: w.resource}},
		{permission.RefusedScope, permission.Question{Application: client, User: alice, Grant: &models.Grant{Scope: "openid"}, Resource: w.resource, OrganizationID: w.foo}},
		{permission.RefusedNotMember, permission.Question{Application: client, User: alice, OrganizationID: "nowhere"}},
		{permission.RefusedMFA, permission.Question{Application: client, User: alice, OrganizationID: w.strict}},
	}
	must(t, w.Records().Members.Add(t.Context(), models.HolderUser, w.strict, []string{alice.ID}, 1))
	for _, test := range tests {
		allowed, err := permission.Allowed(t.Context(), w.tenant, test.q)
		if !errors.Is(err, test.want) || allowed != nil {
			t.Errorf("%s: allowed %v, %v", test.want, allowed, err)
		}
		answer, err := permission.Explain(t.Context(), w.Records(), test.q)
		must(t, err)
		if answer.Refusal != test.want || len(answer.Carried()) > 0 {
			t.Errorf("%s: explained %+v", test.want, answer)
		}
	}
}
