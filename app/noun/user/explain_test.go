package user_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
)

// asking is the example of fixtures with an application to which Alice has signed in.
type asking struct {
	*servertest.Provider
	client       *servertest.Client
	alice        string
	resource     string
	foo, bar     string
	refreshToken string
}

func newAsking(t *testing.T) *asking {
	t.Helper()
	p := servertest.New(t)
	example := p.Shopping()
	a := &asking{
		Provider: p, client: p.Client(models.ApplicationTraditional), alice: example.Person.ID, resource: example.Resource.ID,
		foo: example.Organizations[0].ID, bar: example.Organizations[1].ID,
	}
	tokens := p.SignIn(a.client, example.Person.Username, servertest.Params{
		"scope":    "openid offline_access urn:logto:scope:organizations read invite:member",
		"resource": example.Resource.Indicator + ",urn:logto:resource:organizations",
	})
	a.refreshToken, _ = tokens["refresh_token"].(string)
	return a
}

func (a *asking) explain(t *testing.T, applicationID, resourceID, organizationID string) *user.Answer {
	t.Helper()
	answer, err := a.Users.Explain(t.Context(), a.Records(), user.Question{
		UserID: a.alice, ApplicationID: applicationID, ResourceID: resourceID, OrganizationID: organizationID,
	})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// What is explained is what the token endpoint hands out.
func TestExplainAgreesWithTokens(t *testing.T) {
	a := newAsking(t)
	targets := []struct{ resource, organization string }{
		{a.resource, a.foo}, {a.resource, a.bar}, {a.resource, ""}, {"", a.foo}, {"", a.bar}, {a.resource, "nowhere"}, {"", "nowhere"},
	}
	for _, target := range targets {
		ask := servertest.Params{"organization_id": target.organization}
		if target.resource != "" {
			ask["resource"] = "https://shopping.api/"
		}
		response := a.Refresh(a.client, a.refreshToken, ask)
		minted := response.JSON()
		answer := a.explain(t, a.client.ID, target.resource, target.organization)
		if isRefused := response.StatusCode != 200; isRefused != (answer.Refusal != "") {
			t.Errorf("%v: the endpoint answers %d, explained is %q", target, response.StatusCode, answer.Refusal)
		}
		scope, _ := minted["scope"].(string)
		if response.StatusCode == 200 && scope != strings.Join(answer.Carried(), " ") {
			t.Errorf("%v: the token carries %q, explained is %v", target, scope, answer.Carried())
		}
	}
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
	// write was not asked for at sign-in.
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
		want                                user.Refusal
	}{
		{a.client.ID, "", "", user.RefusedNothing},
		{machine.ID, a.resource, "", user.RefusedMachine},
		{foreign.ID, a.resource, "", user.RefusedThirdParty},
		{a.client.ID, a.resource, "nowhere", user.RefusedNotMember},
		{a.client.ID, "", strict.ID, user.RefusedMFA},
		{plain.ID, a.resource, a.foo, user.RefusedScope},
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
	if answer := a.explain(t, a.client.ID, a.resource, a.foo); answer.Refusal != user.RefusedSuspended {
		t.Errorf("suspended: %q", answer.Refusal)
	}
	for _, q := range []user.Question{
		{UserID: "nobody", ApplicationID: a.client.ID},
		{UserID: a.alice, ApplicationID: "nothing"},
		{UserID: a.alice, ApplicationID: a.client.ID, ResourceID: "nothing"},
	} {
		if _, err := a.Users.Explain(t.Context(), a.Records(), q); err == nil {
			t.Errorf("%+v: no fault", q)
		}
	}
}

func TestConsolePermissions(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	example := d.p.Shopping()
	client := d.p.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.Name = "Shop <b>" })
	path := "/console/users/" + example.Person.ID + "/permissions"
	if page := d.Get(path); !isPage(page, "user-permissions-page") || strings.Contains(page.Text, "answer-title") {
		t.Errorf("before a question: %d", page.StatusCode)
	}
	ask := func(application, resource, organization string) string {
		query := url.Values{"application": {application}, "resource": {resource}, "organization": {organization}}
		page := d.part(path + "?" + query.Encode())
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
