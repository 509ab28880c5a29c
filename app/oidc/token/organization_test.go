package token_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/protocol"
	"portico/app/server/servertest"
	"portico/fixtures"
	"portico/models"
)

// shop is the fixtures' example with a client that Alice has signed in to.
type shop struct {
	*servertest.Provider
	fixtures.Shopping
	client *servertest.Client
	token  string // the refresh token
}

// signedInShop signs Alice in with scopes; if empty, those of the example.
func signedInShop(t *testing.T, change servertest.Params) *shop {
	t.Helper()
	p := servertest.New(t)
	s := &shop{Provider: p, Shopping: p.Shopping(), client: p.Client(models.ApplicationTraditional)}
	all := servertest.Params{
		"scope":    "openid offline_access profile " + protocol.ScopeOrganizations + " read write invite:member",
		"resource": s.Resource.Indicator + "," + protocol.ResourceOrganizations,
	}
	for name, value := range change {
		all[name] = value
	}
	s.token = refreshToken(t, p.SignIn(s.client, s.Person.Username, all))
	return s
}

// refresh refreshes with the given parameters.
func (s *shop) refresh(ask servertest.Params) *servertest.Response {
	return s.Refresh(s.client, s.token, ask)
}

// claims refreshes and reads the access token.
func (s *shop) claims(t *testing.T, ask servertest.Params) (claims, answer map[string]any) {
	t.Helper()
	response := s.refresh(ask)
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%v: %d %s", ask, response.StatusCode, response.Text)
	}
	answer = response.JSON()
	claims, header := s.Verified(answer["access_token"])
	if header.ExtraHeaders["typ"] != "at+jwt" {
		t.Errorf("%v: typ is %v", ask, header.ExtraHeaders["typ"])
	}
	return claims, answer
}

func organizationOf(t *testing.T, s *shop, name string) string {
	t.Helper()
	for _, organization := range s.Organizations {
		if organization.Name == name {
			return organization.ID
		}
	}
	t.Fatalf("no organization is called %s", name)
	return ""
}

// What Alice may do at the resource depends on the organization.
func TestScopesFollowOrganization(t *testing.T) {
	s := signedInShop(t, servertest.Params{
		"scope": "openid offline_access profile " + protocol.ScopeOrganizations + " read write", "resource": "https://shopping.api/",
	})
	foo, bar := organizationOf(t, s, "foo"), organizationOf(t, s, "bar")
	tests := []struct{ organization, scope string }{{foo, "read write"}, {bar, "read"}, {"", "read write"}}
	for _, test := range tests {
		claims, answer := s.claims(t, servertest.Params{"resource": s.Resource.Indicator, "organization_id": test.organization})
		want := map[string]any{"aud": "https://shopping.api/", "scope": test.scope, "sub": s.Person.ID, "client_id": s.client.ID}
		for name, value := range want {
			if claims[name] != value {
				t.Errorf("in %q: claim %s is %v, want %v", test.organization, name, claims[name], value)
			}
		}
		if got, isPresent := claims["organization_id"]; isPresent != (test.organization != "") || isPresent && got != test.organization {
			t.Errorf("in %q: claim organization_id is %v", test.organization, got)
		}
		if answer["scope"] != test.scope || answer["expires_in"] != 3600.0 || answer["id_token"] == nil {
			t.Errorf("in %q: answer %v", test.organization, answer)
		}
	}
	for _, other := range []string{s.Organization("baz").ID, "nowhere", "../" + foo, strings.ToUpper(foo)} {
		response := s.refresh(servertest.Params{"resource": s.Resource.Indicator, "organization_id": other})
		got := response.JSON()
		if response.StatusCode != http.StatusForbidden || got["error"] != "access_denied" || got["code"] != "oidc.access_denied" {
			t.Errorf("in %q: %d %v, want 403 access_denied", other, response.StatusCode, got)
		}
	}
}

// An organization token carries the organization's permissions.
func TestOrganizationToken(t *testing.T) {
	s := signedInShop(t, nil)
	tests := []struct{ name, scope string }{{"foo", "invite:member"}, {"bar", ""}}
	for _, test := range tests {
		id := organizationOf(t, s, test.name)
		claims, answer := s.claims(t, servertest.Params{"organization_id": id})
		if claims["aud"] != "urn:logto:organization:"+id || claims["organization_id"] != id {
			t.Errorf("%s: aud %v, organization_id %v", test.name, claims["aud"], claims["organization_id"])
		}
		if scope, _ := claims["scope"].(string); scope != test.scope || answer["scope"] != test.scope {
			t.Errorf("%s: scope %q, answered %v, want %q", test.name, scope, answer["scope"], test.scope)
		}
		if answer["expires_in"] != 3600.0 {
			t.Errorf("%s: expires in %v", test.name, answer["expires_in"])
		}
	}
	// Fewer scopes may be requested, and the reserved resource may be named.
	id := organizationOf(t, s, "foo")
	claims, _ := s.claims(t, servertest.Params{
		"organization_id": id, "scope": protocol.ScopeOrganizations, "resource": protocol.ResourceOrganizations,
	})
	if claims["scope"] != "" {
		t.Errorf("a narrower request has scope %v", claims["scope"])
	}
}

func TestOrganizationRefusals(t *testing.T) {
	s := signedInShop(t, nil)
	foo := organizationOf(t, s, "foo")
	strict := s.Organization("strict", func(o *models.Organization) { o.IsMFARequired = true })
	if err := s.Records().Members.Add(t.Context(), models.HolderUser, strict.ID, []string{s.Person.ID}, 1); err != nil {
		t.Fatal(err)
	}
	without := *s
	without.token = refreshToken(t, s.SignIn(s.client, s.Person.Username, servertest.Params{
		"scope": "openid offline_access read", "resource": s.Resource.Indicator,
	}))
	tests := []struct {
		name   string
		shop   *shop
		ask    servertest.Params
		status int
		error  string
		scope  any
	}{
		{"a refresh token without the scope", &without, servertest.Params{"organization_id": foo}, 403, "insufficient_scope", protocol.ScopeOrganizations},
		{"the same for a resource", &without, servertest.Params{"organization_id": foo, "resource": s.Resource.Indicator}, 403, "insufficient_scope", protocol.ScopeOrganizations},
		{"another person's organization", s, servertest.Params{"organization_id": s.Organization("theirs").ID}, 403, "access_denied", nil},
		{"no organization", s, servertest.Params{"organization_id": "nowhere"}, 403, "access_denied", nil},
		{"multi-factor authentication", s, servertest.Params{"organization_id": strict.ID}, 403, "access_denied", nil},
		{"a scope that was not granted", s, servertest.Params{"organization_id": foo, "scope": "delete"}, 400, "invalid_scope", nil},
		{"a resource that was not granted", s, servertest.Params{"organization_id": foo, "resource": "https://other.api/"}, 400, "invalid_target", nil},
		{"the reserved resource without an organization", s, servertest.Params{"resource": protocol.ResourceOrganizations}, 400, "invalid_target", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := test.shop.refresh(test.ask)
			got := answer.JSON()
			if answer.StatusCode != test.status || got["error"] != test.error || got["scope"] != test.scope {
				t.Errorf("%d %v", answer.StatusCode, got)
			}
		})
	}
	if claims, _ := s.claims(t, servertest.Params{"organization_id": foo}); claims["organization_id"] != foo {
		t.Error("a refusal has spoilt the refresh token")
	}
}

// Membership and roles are read for every token: once ended, they yield nothing.
func TestEndedMembershipYieldsNothing(t *testing.T) {
	s := signedInShop(t, nil)
	ctx, foo := t.Context(), organizationOf(t, s, "foo")
	ask := servertest.Params{"organization_id": foo, "resource": s.Resource.Indicator}
	if claims, _ := s.claims(t, ask); claims["scope"] != "read write" {
		t.Fatalf("before: %v", claims["scope"])
	}
	if err := s.Records().Organizations.Delete(ctx, foo); err != nil {
		t.Fatal(err)
	}
	if answer := s.refresh(ask); answer.StatusCode != http.StatusForbidden || answer.JSON()["error"] != "access_denied" {
		t.Errorf("after: %d %s", answer.StatusCode, answer.Text)
	}
	if claims, _ := s.claims(t, servertest.Params{"resource": s.Resource.Indicator}); claims["scope"] != "read" {
		t.Errorf("what remains of the union: %v", claims["scope"])
	}
}

// The claims about roles and organizations, in ID token and userinfo.
func TestOrganizationClaims(t *testing.T) {
	p := servertest.New(t)
	example := p.Shopping()
	p.GrantScopes(example.Person.ID, "https://tenant.api/", "see")
	c := p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", servertest.Params{
		"scope": "openid offline_access roles " + protocol.ScopeOrganizations + " " + protocol.ScopeOrganizationRoles,
	})
	want := map[string]any{
		"roles":              []any{"role of https://tenant.api/"},
		"organizations":      []any{"shopping0bar", "shopping0foo"},
		"organization_roles": []any{"shopping0bar:user", "shopping0foo:admin"},
	}
	claims, _ := p.Verified(tokens["id_token"])
	userinfo := p.UserInfo(tokens["access_token"].(string)).JSON()
	for name, value := range want {
		if diff := cmp.Diff(value, claims[name]); diff != "" {
			t.Errorf("ID token, %s: %s", name, diff)
		}
		if diff := cmp.Diff(value, userinfo[name]); diff != "" {
			t.Errorf("userinfo, %s: %s", name, diff)
		}
	}
	data := []any{
		map[string]any{"id": "shopping0bar", "name": "bar", "description": "Where Alice is a regular user."},
		map[string]any{"id": "shopping0foo", "name": "foo", "description": "Where Alice is an admin."},
	}
	if diff := cmp.Diff(any(data), userinfo["organization_data"]); diff != "" || claims["organization_data"] != nil {
		t.Errorf("organization_data: in the ID token %v, in userinfo %s", claims["organization_data"], diff)
	}

	p.User("bob") // has none of these: empty claims are left out
	claims, _ = p.Verified(p.SignIn(c, "bob", servertest.Params{"scope": "openid roles " + protocol.ScopeOrganizations})["id_token"])
	for _, name := range []string{"roles", "organizations", "organization_roles", "organization_data"} {
		if value, isPresent := claims[name]; isPresent {
			t.Errorf("bob has %s: %v", name, value)
		}
	}
}

func TestMachineOrganizationTokens(t *testing.T) {
	p := servertest.New(t)
	example := p.Shopping()
	ctx, records := t.Context(), p.Records()
	machine := p.Client(models.ApplicationMachineToMachine)
	organization := p.Organization("customer")
	role := p.OrganizationRole(models.RoleMachineToMachine,
		[]string{example.Resource.Scopes[0].ID}, []string{example.OrganizationScopes[0].ID})
	token := func(change servertest.Params) *servertest.Response {
		all := servertest.Params{"grant_type": "client_credentials", "scope": "read write invite:member"}
		for name, value := range change {
			all[name] = value
		}
		return p.Token(machine, all)
	}
	in := servertest.Params{"organization_id": organization.ID}
	if answer := token(in); answer.StatusCode != http.StatusForbidden || answer.JSON()["error"] != "access_denied" {
		t.Errorf("not in the organization: %d %s", answer.StatusCode, answer.Text)
	}
	if err := records.Members.Add(ctx, models.HolderApplication, organization.ID, []string{machine.ID}, 1); err != nil {
		t.Fatal(err)
	}
	if err := records.Members.AddRoles(ctx, models.HolderApplication, organization.ID, []string{machine.ID}, []string{role.ID}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		ask                servertest.Params
		audience, scope    string
		organizationInside any
	}{
		{in, "urn:logto:organization:" + organization.ID, "invite:member", organization.ID},
		{servertest.Params{"organization_id": organization.ID, "resource": example.Resource.Indicator}, example.Resource.Indicator, "read", organization.ID},
		{servertest.Params{"resource": example.Resource.Indicator}, example.Resource.Indicator, "", nil},
		{servertest.Params{"organization_id": organization.ID, "scope": "nothing"}, "urn:logto:organization:" + organization.ID, "", organization.ID},
	}
	for _, test := range tests {
		answer := token(test.ask)
		if answer.StatusCode != http.StatusOK {
			t.Fatalf("%v: %d %s", test.ask, answer.StatusCode, answer.Text)
		}
		claims, _ := p.Verified(answer.JSON()["access_token"])
		if claims["aud"] != test.audience || claims["scope"] != test.scope || answer.JSON()["scope"] != test.scope || claims["organization_id"] != test.organizationInside || claims["sub"] != machine.ID {
			t.Errorf("%v: %v", test.ask, claims)
		}
	}
	if answer := token(nil); answer.StatusCode != http.StatusBadRequest || answer.JSON()["error"] != "invalid_target" {
		t.Errorf("for nothing: %d %s", answer.StatusCode, answer.Text)
	}
}

// An organization token does not give access to the Management API, whatever
// its scope says.
func TestOrganizationTokenOpensNoManagementAPI(t *testing.T) {
	p := servertest.New(t)
	ctx, records := t.Context(), p.Records()
	machine, organization := p.Client(models.ApplicationMachineToMachine), p.Organization("customer")
	management, err := records.Resources.ByIndicator(ctx, p.Config.ManagementAPIIndicator)
	if err != nil {
		t.Fatal(err)
	}
	scopes, err := records.Scopes.Of(ctx, management.ID)
	if err != nil {
		t.Fatal(err)
	}
	role := p.OrganizationRole(models.RoleMachineToMachine, []string{scopes[0].ID}, nil)
	if err := records.Members.Add(ctx, models.HolderApplication, organization.ID, []string{machine.ID}, 1); err != nil {
		t.Fatal(err)
	}
	if err := records.Members.AddRoles(ctx, models.HolderApplication, organization.ID, []string{machine.ID}, []string{role.ID}); err != nil {
		t.Fatal(err)
	}
	admin, err := records.Roles.ByName(ctx, models.RoleManagementAPIAccess)
	if err != nil {
		t.Fatal(err)
	}
	if err := records.Assignments.Give(ctx, models.ApplicationHolder(machine.ID), admin.ID); err != nil {
		t.Fatal(err)
	}
	get := func(change servertest.Params) int {
		all := servertest.Params{"grant_type": "client_credentials", "scope": "all", "resource": management.Indicator}
		for name, value := range change {
			all[name] = value
		}
		token, _ := p.Token(machine, all).JSON()["access_token"].(string)
		return p.API(http.MethodGet, "/api/users", token, "").StatusCode
	}
	if status := get(nil); status != http.StatusOK {
		t.Fatalf("a token of the tenant: %d", status)
	}
	if status := get(servertest.Params{"organization_id": organization.ID}); status != http.StatusUnauthorized {
		t.Errorf("a token of an organization: %d, want 401", status)
	}
}

// Issuing a token takes the same number of statements however many roles and
// organizations a user has.
func TestMintStatements(t *testing.T) {
	s := signedInShop(t, nil)
	foo := organizationOf(t, s, "foo")
	asks := []struct {
		name string
		ask  servertest.Params
		most int
	}{
		{"opaque", nil, 9},
		{"resource", servertest.Params{"resource": s.Resource.Indicator}, 9},
		{"resource in an organization", servertest.Params{"resource": s.Resource.Indicator, "organization_id": foo}, 11},
		{"organization", servertest.Params{"organization_id": foo}, 11},
	}
	count := func(ask servertest.Params) int {
		s.refresh(ask) // the first may fill a cache
		return s.Statements(func() {
			if answer := s.refresh(ask); answer.StatusCode != http.StatusOK {
				t.Fatalf("%v: %d %s", ask, answer.StatusCode, answer.Text)
			}
		})
	}
	few := map[string]int{}
	for _, test := range asks {
		few[test.name] = count(test.ask)
		if few[test.name] > test.most {
			t.Errorf("%s: %d statements, at most %d", test.name, few[test.name], test.most)
		}
	}
	for range 20 {
		organization := s.Organization("another")
		role := s.OrganizationRole(models.RoleUser, []string{s.Resource.Scopes[0].ID}, []string{s.OrganizationScopes[0].ID})
		if err := s.Records().Members.Add(t.Context(), models.HolderUser, organization.ID, []string{s.Person.ID}, 1); err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{organization.ID, foo} {
			if err := s.Records().Members.AddRoles(t.Context(), models.HolderUser, id, []string{s.Person.ID}, []string{role.ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, test := range asks {
		if many := count(test.ask); many != few[test.name] {
			t.Errorf("%s: %d statements with few roles, %d with many", test.name, few[test.name], many)
		}
	}
}

// Indicators that differ in a trailing slash are two resources, and aud is the registered one.
func TestAudienceIsByteEqual(t *testing.T) {
	p := servertest.New(t)
	alice, c := p.User("alice"), p.Client(models.ApplicationTraditional)
	indicators := []string{"https://a.test", "https://a.test/", "urn:example:api", "https://a.test/x?y=1"}
	for _, indicator := range indicators {
		p.GrantScopes(alice.ID, indicator, "read")
	}
	token := refreshToken(t, p.SignIn(c, "alice", servertest.Params{
		"scope": "openid offline_access read", "resource": strings.Join(indicators, ","),
	}))
	for _, indicator := range indicators {
		answer := p.Refresh(c, token, servertest.Params{"resource": indicator})
		claims, _ := p.Verified(answer.JSON()["access_token"])
		if claims["aud"] != indicator || claims["scope"] != "read" {
			t.Errorf("%s: aud %v, scope %v", indicator, claims["aud"], claims["scope"])
		}
	}
}
