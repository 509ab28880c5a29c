package explanation_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/permission"
	"portico/app/noun/explanation"
	"portico/app/server/servertest"
	"portico/models"
)

// asking is the fixtures' example with an application that Alice has signed in to.
type asking struct {
	*servertest.Provider
	client   *servertest.Client
	alice    string
	resource string
	foo, bar string
}

func newAsking(t *testing.T) *asking {
	t.Helper()
	p := servertest.New(t)
	example := p.Shopping()
	a := &asking{
		Provider: p, client: p.Client(models.ApplicationTraditional), alice: example.Person.ID, resource: example.Resource.ID,
		foo: example.Organizations[0].ID, bar: example.Organizations[1].ID,
	}
	p.SignIn(a.client, example.Person.Username, servertest.Params{
		"scope":    "openid offline_access read invite:member " + scopeOrganizations,
		"resource": shopping + "," + organizations,
	})
	return a
}

func (a *asking) explain(t *testing.T, applicationID, resourceID, organizationID string) *explanation.Answer {
	t.Helper()
	answer, err := a.Explanations.Explain(t.Context(), a.Records(), explanation.Question{
		UserID: a.alice, ApplicationID: applicationID, ResourceID: resourceID, OrganizationID: organizationID,
	})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// The explanation agrees with the token endpoint: for each client that Alice has
// signed in to, each resource and each organization.
func TestExplainAgreesWithTokens(t *testing.T) {
	a := newAsking(t)
	other := a.GrantScopes(a.alice, "https://other.api/", "read")
	strict := a.Organization("strict", func(o *models.Organization) { o.IsMFARequired = true })
	if err := a.Records().Members.Add(t.Context(), models.HolderUser, strict.ID, []string{a.alice}, 1); err != nil {
		t.Fatal(err)
	}
	visits := map[string]visit{
		"both":                 a.visit(t, "read invite:member "+scopeOrganizations, shopping, organizations),
		"all of both":          a.visit(t, "read write invite:member "+scopeOrganizations, shopping, organizations),
		"identity scopes only": a.visit(t, scopeOrganizations, shopping, organizations),
		"no organizations":     a.visit(t, "read write", shopping),
		"organizations only":   a.visit(t, "read invite:member "+scopeOrganizations, organizations),
		"two resources":        a.visit(t, "read "+scopeOrganizations, shopping, other.Indicator),
		"third party":          a.thirdParty(t),
	}
	seen := map[permission.Refusal]bool{}
	compare := func() {
		t.Helper()
		for name, visit := range visits {
			for _, resource := range []*models.Resource{nil, {ID: a.resource, Indicator: shopping}, other} {
				for _, organization := range []string{"", a.foo, a.bar, strict.ID, "nowhere"} {
					if resource == nil && organization == "" {
						continue // the token is for the provider's own endpoints
					}
					t.Run(name, func(t *testing.T) { seen[a.agree(t, visit, resource, organization)] = true })
				}
			}
		}
	}
	compare()
	if err := a.Records().Users.SetSuspension(t.Context(), a.alice, true, 1); err != nil { // the grants remain, as in the moment of suspension
		t.Fatal(err)
	}
	compare()
	want := map[permission.Refusal]bool{
		"": true, permission.RefusedScope: true, permission.RefusedNotMember: true, permission.RefusedMFA: true,
		permission.RefusedThirdParty: true, permission.RefusedSuspended: true,
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("refusals: %s", diff)
	}
}

const (
	shopping           = "https://shopping.api/"
	organizations      = "urn:logto:resource:organizations"
	scopeOrganizations = "urn:logto:scope:organizations"
)

// visit is an application that Alice has signed in to.
type visit struct {
	client *servertest.Client
	token  string // the refresh token
}

func (a *asking) visit(t *testing.T, scope string, resources ...string) visit {
	t.Helper()
	v := visit{client: a.Client(models.ApplicationTraditional)}
	v.token, _ = a.SignIn(v.client, "alice", servertest.Params{
		"scope": "openid offline_access " + scope, "resource": strings.Join(resources, ","),
	})["refresh_token"].(string)
	if v.token == "" {
		t.Fatal("no refresh token")
	}
	return v
}

// thirdParty has a grant as Alice would give it on the consent page.
func (a *asking) thirdParty(t *testing.T) visit {
	t.Helper()
	v := visit{token: models.NewToken()}
	v.client = a.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.IsThirdParty = true })
	later := a.Now().Add(time.Hour).UnixMilli()
	err := a.Records().Grants.Insert(t.Context(), &models.Grant{
		ID: "third", UserID: a.alice, ApplicationID: v.client.ID, Scope: "openid offline_access", HasOfflineAccess: true, ExpiresAt: later,
	})
	if err != nil {
		t.Fatal(err)
	}
	err = a.Records().RefreshTokens.Insert(t.Context(), &models.RefreshToken{
		Digest: models.Digest(v.token), GrantID: "third", IssuedAt: a.Now().UnixMilli(), ExpiresAt: later,
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// agree compares a token with its explanation, and returns the explained refusal.
func (a *asking) agree(t *testing.T, v visit, resource *models.Resource, organization string) permission.Refusal {
	t.Helper()
	ask, resourceID := servertest.Params{"organization_id": organization}, ""
	if resource != nil {
		ask["resource"], resourceID = resource.Indicator, resource.ID
	}
	response := a.Refresh(v.client, v.token, ask)
	answer := a.explain(t, v.client.ID, resourceID, organization)
	got := response.JSON()
	if response.StatusCode == http.StatusOK {
		scope, _ := got["scope"].(string)
		carried := strings.Fields(scope)
		slices.Sort(carried)
		if answer.Refusal != "" || !answer.HasGrant || !slices.Equal(carried, answer.Carried()) {
			t.Errorf("%v: the token carries %q, explained is %+v", ask, scope, answer)
		}
		return answer.Refusal
	}
	// The token endpoint first checks whether the grant exists and names the resource.
	codes := map[permission.Refusal][]string{
		permission.RefusedSuspended:  {"invalid_grant"},
		permission.RefusedThirdParty: {"insufficient_scope", "invalid_target"},
		permission.RefusedScope:      {"insufficient_scope"},
		permission.RefusedNotMember:  {"access_denied"},
		permission.RefusedMFA:        {"access_denied"},
	}
	want := codes[answer.Refusal]
	if !answer.HasGrant && !slices.Contains(want, "invalid_grant") {
		want = []string{"invalid_target"}
	}
	if code, _ := got["error"].(string); !slices.Contains(want, code) || answer.Refusal != "" && len(answer.Carried()) > 0 {
		t.Errorf("%v: the endpoint answers %v, explained is %+v", ask, got, answer)
	}
	return answer.Refusal
}

func TestExplain(t *testing.T) {
	a := newAsking(t)
	answer := a.explain(t, a.client.ID, a.resource, a.foo)
	var names []string
	for _, scope := range answer.Scopes {
		names = append(names, scope.Name)
		if len(scope.Given) != 1 || scope.Given[0].RoleName != "admin" || scope.Given[0].OrganizationID != a.foo {
			t.Errorf("%s is given by %+v", scope.Name, scope.Given)
		}
	}
	// write was not requested at sign-in.
	if diff := cmp.Diff([]string{"read", "write"}, names) + cmp.Diff([]string{"read"}, answer.Carried()); diff != "" || !answer.HasGrant {
		t.Errorf("has a grant: %v; %s", answer.HasGrant, diff)
	}
	if fresh := a.explain(t, models.DemoApplicationID, a.resource, ""); fresh.HasGrant || len(fresh.Carried()) != 2 {
		t.Errorf("before the first sign-in: %+v", fresh)
	}
}

func TestExplainRefusals(t *testing.T) {
	a := newAsking(t)
	machine := a.Client(models.ApplicationMachineToMachine)
	foreign := a.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.IsThirdParty = true })
	strict := a.Organization("strict", func(o *models.Organization) { o.IsMFARequired = true })
	if err := a.Records().Members.Add(t.Context(), models.HolderUser, strict.ID, []string{a.alice}, 1); err != nil {
		t.Fatal(err)
	}
	plain := a.Client(models.ApplicationTraditional)
	a.SignIn(plain, "alice", servertest.Params{"scope": "openid read", "resource": "https://shopping.api/"})
	tests := []struct {
		application, resource, organization string
		want                                permission.Refusal
	}{
		{a.client.ID, "", "", permission.RefusedNothing},
		{machine.ID, a.resource, "", permission.RefusedMachine},
		{foreign.ID, a.resource, "", permission.RefusedThirdParty},
		{a.client.ID, a.resource, "nowhere", permission.RefusedNotMember},
		{a.client.ID, "", strict.ID, permission.RefusedMFA},
		{plain.ID, a.resource, a.foo, permission.RefusedScope},
		{plain.ID, a.resource, "", ""},
	}
	for _, test := range tests {
		answer := a.explain(t, test.application, test.resource, test.organization)
		if answer.Refusal != test.want || test.want != "" && len(answer.Carried()) > 0 {
			t.Errorf("%+v: %q, carries %v", test, answer.Refusal, answer.Carried())
		}
	}
	if err := a.Users.Suspend(t.Context(), a.Records(), a.alice, true); err != nil {
		t.Fatal(err)
	}
	if answer := a.explain(t, a.client.ID, a.resource, a.foo); answer.Refusal != permission.RefusedSuspended {
		t.Errorf("suspended: %q", answer.Refusal)
	}
	for _, q := range []explanation.Question{
		{UserID: "nobody", ApplicationID: a.client.ID},
		{UserID: a.alice, ApplicationID: "nothing"},
		{UserID: a.alice, ApplicationID: a.client.ID, ResourceID: "nothing"},
	} {
		if _, err := a.Explanations.Explain(t.Context(), a.Records(), q); err == nil {
			t.Errorf("%+v: no fault", q)
		}
	}
}

func TestConsolePermissions(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	example := p.Shopping()
	client := p.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.Name = "Shop <b>" })
	path := "/console/users/" + example.Person.ID + "/permissions"
	page := browser.Get(path)
	if page.StatusCode != http.StatusOK || !strings.Contains(page.Text, `data-page="user-permissions-page"`) || strings.Contains(page.Text, "answer-title") {
		t.Errorf("before a question: %d", page.StatusCode)
	}
	ask := func(application, resource, organization string) string {
		query := url.Values{"application": {application}, "resource": {resource}, "organization": {organization}}
		request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+path+"?"+query.Encode(), nil)
		request.Header.Set("HX-Request", "true")
		page := browser.Send(request)
		if page.StatusCode != 200 {
			t.Fatalf("%s: %d %s", query, page.StatusCode, page.Text)
		}
		return page.Text
	}
	bar := example.Organizations[1].ID
	for _, application := range []string{client.ID, "Shop <b>"} {
		answer := ask(application, example.Resource.ID, bar)
		if !strings.Contains(answer, `<code id="answer-scope">read</code>`) || !strings.Contains(answer, "Role <strong>user</strong> in <strong>bar</strong>") {
			t.Errorf("%s: %s", application, answer)
		}
	}
	for _, application := range []string{"nothing", "%", "a\x00b", strings.Repeat("x", 300)} {
		if answer := ask(application, example.Resource.ID, bar); !strings.Contains(answer, "No such application or resource") {
			t.Errorf("%q: %s", application, answer)
		}
	}
	if answer := ask(client.ID, example.Resource.ID, "nowhere"); !strings.Contains(answer, "not a member of this organization") {
		t.Errorf("nowhere: %s", answer)
	}
}

// An unknown user is not found, nor is a user of another tenant.
func TestConsolePermissionsOfUnknownUser(t *testing.T) {
	p := servertest.New(t)
	operator := p.Operator(models.RoleViewer)
	browser := p.ConsoleBrowser(models.RoleViewer)
	for _, id := range []string{"nobody", operator.ID, "%00", "%FF", strings.Repeat("x", 500)} {
		request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/console/users/x/permissions", nil)
		request.URL.Opaque = "/console/users/" + id + "/permissions"
		if got := browser.Send(request).StatusCode; got != http.StatusNotFound {
			t.Errorf("%q: %d", id, got)
		}
	}
}
