package customjwt_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/noun/customjwt"
	"portico/app/server/servertest"
	"portico/fixtures"
	"portico/models"
	"portico/models/store"
)

// shop is the example of the fixtures with a client that Alice signs in to, and a
// machine; both are in an organization.
type shop struct {
	*servertest.Management
	fixtures.Shopping
	client, machine *servertest.Client
	foo             *models.Organization
}

func newShop(t *testing.T) *shop {
	t.Helper()
	m := newScripts(t)
	s := &shop{Management: m, Shopping: m.Shopping()}
	s.client = m.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.Name = "Shop front" })
	s.machine = m.Client(models.ApplicationMachineToMachine, func(r *servertest.Registration) { r.Name = "Robot" })
	for _, one := range s.Organizations {
		if one.Name == "foo" {
			s.foo, _ = m.Records().Organizations.Get(t.Context(), one.ID)
		}
	}
	role := m.OrganizationRole(models.RoleMachineToMachine, nil, nil)
	records, ctx := m.Records(), t.Context()
	ok(t, records.Members.Add(ctx, models.HolderApplication, s.foo.ID, []string{s.machine.ID}, 1))
	ok(t, records.Members.AddRoles(ctx, models.HolderApplication, s.foo.ID, []string{s.machine.ID}, []string{role.ID}))
	user, err := records.Users.Get(ctx, s.Person.ID)
	ok(t, err)
	user.CustomData = map[string]any{"plan": "gold", "ids": []any{1.0, 2.0}}
	ok(t, records.Users.Update(ctx, user))
	return s
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// put saves a script whose function has a body, with one variable.
func (s *shop) put(t *testing.T, path, body string) {
	t.Helper()
	answer := s.API("PUT", "/api"+path, s.Bearer, `{"script":`+quoted(body)+`,"environmentVariables":{"KEY":"s3cret-value"}}`)
	if answer.StatusCode/100 != 2 {
		t.Fatalf("%d %s", answer.StatusCode, answer.Text)
	}
}

// tokens signs Alice in and returns the answer of the token endpoint.
func (s *shop) tokens(t *testing.T, change servertest.Params) *servertest.Response {
	t.Helper()
	all := servertest.Params{
		"scope":    "openid offline_access profile urn:logto:scope:organizations read write invite:member",
		"resource": s.Resource.Indicator + ",urn:logto:resource:organizations",
	}
	for name, value := range change {
		all[name] = value
	}
	p := s.For(t)
	return p.Exchange(s.client, p.Code(p.Browser(), s.client, s.Person.Username, all), nil)
}

func (s *shop) refreshToken(t *testing.T) string {
	t.Helper()
	answer := s.tokens(t, nil)
	token, _ := answer.JSON()["refresh_token"].(string)
	if token == "" {
		t.Fatalf("%d %s", answer.StatusCode, answer.Text)
	}
	return token
}

func (s *shop) machineToken(ask servertest.Params) *servertest.Response {
	all := servertest.Params{"grant_type": "client_credentials"}
	for name, value := range ask {
		all[name] = value
	}
	return s.Token(s.machine, all)
}

// custom returns the claims of an access token that Portico does not set itself.
func (s *shop) custom(t *testing.T, answer *servertest.Response) map[string]any {
	t.Helper()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", answer.StatusCode, answer.Text)
	}
	claims, _ := s.Verified(answer.JSON()["access_token"])
	for _, name := range customjwt.Reserved() {
		delete(claims, name)
	}
	return claims
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

type object = servertest.Object

// A script written for the documented shape gets everything that it names, for users,
// with and without an organization.
func TestUserTokens(t *testing.T) {
	s := newShop(t)
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"level":%d,"key":%q,"method":%q}`, 7, r.Header.Get("Authorization"), r.Method)
	}))
	t.Cleanup(upstream.Close)
	s.put(t, ofUser, `
		const { user, application, organization } = context;
		const answer = await fetch('`+upstream.URL+`/level?u=' + user.id, { headers: { Authorization: 'Bearer ' + environmentVariables.KEY } });
		const { level, key } = await answer.json();
		return {
			plan: user.customData.plan, username: user.username, password: user.passwordHash, hasPassword: user.hasPassword,
			roles: user.roles.map((role) => role.name + ':' + role.scopes.map((s) => s.resource.indicator + s.name).join()),
			organizations: user.organizations.map((o) => o.name).sort(),
			organizationRoles: user.organizationRoles.map((r) => r.organizationId + ':' + r.roleName).length,
			organization: organization?.name, application: application.name, secret: application.secret,
			token: { aud: token.aud, gty: token.gty, kind: token.kind, client: token.clientId, account: token.accountId === user.id },
			level, key,
		};`)
	refresh := s.refreshToken(t)
	for _, organization := range []string{"", s.foo.ID} {
		answer := s.Refresh(s.client, refresh, servertest.Params{"resource": s.Resource.Indicator, "organization_id": organization})
		want := object{
			"plan": "gold", "username": s.Person.Username, "hasPassword": true, "roles": []any{}, "organizations": []any{"bar", "foo"},
			"organizationRoles": 2.0, "application": "Shop front", "level": 7.0, "key": "Bearer s3cret-value",
			"token": object{"aud": s.Resource.Indicator, "gty": "refresh_token", "kind": "AccessToken", "client": s.client.ID, "account": true},
		}
		if organization != "" {
			want["organization"] = "foo"
		}
		same(t, want, s.custom(t, answer))
	}
	organizationToken := s.custom(t, s.Refresh(s.client, refresh, servertest.Params{"organization_id": s.foo.ID}))
	if organizationToken["organization"] != "foo" || organizationToken["plan"] != "gold" {
		t.Errorf("an organization's token: %v", organizationToken)
	}
	role := &models.Role{ID: models.NewID(), Name: "reader", Description: "x", Type: models.RoleUser}
	ok(t, s.Records().Roles.Insert(t.Context(), role))
	scopes, err := s.Records().Scopes.Of(t.Context(), s.Resource.ID)
	ok(t, err)
	ok(t, s.Records().Roles.AddScopes(t.Context(), role.ID, []string{scopes[0].ID}))
	ok(t, s.Records().Assignments.Give(t.Context(), models.UserHolder(s.Person.ID), role.ID))
	with := s.custom(t, s.Refresh(s.client, refresh, servertest.Params{"resource": s.Resource.Indicator}))
	same(t, []any{"reader:" + s.Resource.Indicator + scopes[0].Name}, with["roles"].([]any)) //nolint:forcetypeassert // the test fails otherwise
}

func TestMachineTokens(t *testing.T) {
	s := newShop(t)
	s.put(t, ofRobots, `return { name: context.application.name, user: context.user, organization: context.organization?.name,
		key: environmentVariables.KEY, kind: token.kind, to: token.aud, asked: token.scope, account: token.accountId };`)
	want := object{"name": "Robot", "key": "s3cret-value", "kind": "ClientCredentials", "to": s.Resource.Indicator, "asked": ""}
	same(t, want, s.custom(t, s.machineToken(servertest.Params{"resource": s.Resource.Indicator})))
	want["organization"], want["to"] = "foo", "urn:logto:organization:"+s.foo.ID
	same(t, want, s.custom(t, s.machineToken(servertest.Params{"organization_id": s.foo.ID})))
	// Users' tokens have their own script: none.
	got := s.custom(t, s.Refresh(s.client, s.refreshToken(t), servertest.Params{"resource": s.Resource.Indicator}))
	same(t, object{}, got)
}

// A script never changes a token's own claims (Zitadel CVE-2024-29892).
func TestReservedClaims(t *testing.T) {
	s := newShop(t)
	s.put(t, ofUser, `const all = {}; for (const name of ['`+strings.Join(customjwt.Reserved(), "','")+`']) all[name] = 'forged'; return { ...all, own: 1 };`)
	answer := s.Refresh(s.client, s.refreshToken(t), servertest.Params{"resource": s.Resource.Indicator})
	claims, header := s.Verified(answer.JSON()["access_token"])
	for name, value := range claims {
		if value == "forged" {
			t.Errorf("%s is forged", name)
		}
	}
	if claims["own"] != 1.0 || header.ExtraHeaders["typ"] != "at+jwt" || claims["act"] != nil || claims["cnf"] != nil {
		t.Errorf("claims %v, header %v", claims, header)
	}
	if claims["sub"] != s.Person.ID || claims["client_id"] != s.client.ID {
		t.Errorf("claims %v", claims)
	}
}

// failures lists the rows of the audit log about scripts.
func (s *shop) failures(t *testing.T, key string) []models.AuditLog {
	t.Helper()
	rows, err := s.Records().AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: key}, 100)
	ok(t, err)
	return rows
}

// A script that fails costs the token its claims and nothing else, unless the tenant
// wants no token then; each failure is in the audit log, without what the script knows.
func TestFailingScript(t *testing.T) {
	s := newShop(t)
	refresh := s.refreshToken(t)
	ask := servertest.Params{"resource": s.Resource.Indicator}
	const body = `const text = 'key ' + environmentVariables.KEY; throw new Error(text);`
	s.put(t, ofUser, body)
	s.put(t, ofRobots, body)
	same(t, object{}, s.custom(t, s.Refresh(s.client, refresh, ask)))
	same(t, object{}, s.custom(t, s.machineToken(ask)))
	for _, key := range []string{event.ScriptOfUserToken, event.ScriptOfMachineToken} {
		rows := s.failures(t, key)
		if len(rows) != 1 {
			t.Fatalf("%s: %d rows", key, len(rows))
		}
		row := rows[0]
		message, _ := row.Payload["message"].(string)
		if row.Result != models.AuditError || !strings.HasPrefix(message, "key "+models.MaskedSecret) {
			t.Errorf("%s: %+v", key, row)
		}
		if text := fmt.Sprint(row); strings.Contains(text, "s3cret-value") || strings.Contains(text, "getCustomJwtClaims") {
			t.Errorf("%s tells too much: %s", key, text)
		}
		if isOfUser := key == event.ScriptOfUserToken; isOfUser != (row.UserID == s.Person.ID) || row.ApplicationID == "" {
			t.Errorf("%s is about %q of %q", key, row.UserID, row.ApplicationID)
		}
	}
	s.Object(t, "PATCH", ofUser, `{"script":`+quoted(body)+`,"blockIssuanceOnError":true}`, 200)
	blocked := s.Refresh(s.client, refresh, ask)
	if got := blocked.JSON(); blocked.StatusCode != 400 || got["error"] != "invalid_request" || strings.Contains(blocked.Text, "s3cret") {
		t.Errorf("blocked: %d %s", blocked.StatusCode, blocked.Text)
	}
	customizer, err := s.CustomJWT.Get(t.Context(), s.Records(), models.TokenAccess)
	ok(t, err)
	found, err := s.CustomJWT.Failures(t.Context(), s.Records(), &customizer.JWTCustomizer)
	if err != nil || found.Count != 2 || !strings.HasPrefix(found.Message, "key ") || found.At == 0 { // the clock stands still
		t.Errorf("%+v %v", found, err)
	}
	s.put(t, ofUser, "return {}") // the refresh token was not used up
	same(t, object{}, s.custom(t, s.Refresh(s.client, refresh, ask)))
}

// Denying access refuses every kind of token with the script's message, whatever else is
// set, and uses nothing up.
func TestDenyingScript(t *testing.T) {
	s := newShop(t)
	refresh := s.refreshToken(t)
	const body = `if (context.user?.customData.plan !== 'free') api.denyAccess('upgrade "now"'); return {};`
	s.put(t, ofUser, body)
	s.put(t, ofRobots, body)
	ask := servertest.Params{"resource": s.Resource.Indicator}
	p := s.For(t)
	code := p.Code(p.Browser(), s.client, s.Person.Username, servertest.Params{"scope": "openid profile"})
	answers := map[string]*servertest.Response{
		"refresh": s.Refresh(s.client, refresh, ask), "opaque": s.Exchange(s.client, code, nil),
		"organization": s.Refresh(s.client, refresh, servertest.Params{"organization_id": s.foo.ID}), "machine": s.machineToken(ask),
	}
	for name, answer := range answers {
		got := answer.JSON()
		if answer.StatusCode != 400 || got["error"] != "access_denied" || got["error_description"] != "upgrade  now " {
			t.Errorf("%s: %d %s", name, answer.StatusCode, answer.Text)
		}
	}
	if rows := s.failures(t, event.ScriptOfUserToken); len(rows) != 3 || rows[0].Reason != "access_denied" {
		t.Errorf("%d rows: %+v", len(rows), rows)
	}
	customizer, err := s.CustomJWT.Get(t.Context(), s.Records(), models.TokenAccess)
	ok(t, err)
	if found, err := s.CustomJWT.Failures(t.Context(), s.Records(), &customizer.JWTCustomizer); err != nil || found.Count != 0 {
		t.Errorf("a denial counts as a failure: %+v %v", found, err)
	}
	user, err := s.Records().Users.Get(t.Context(), s.Person.ID)
	ok(t, err)
	user.CustomData = map[string]any{"plan": "free"}
	ok(t, s.Records().Users.Update(t.Context(), user))
	if answer := s.Exchange(s.client, code, nil); answer.StatusCode != 200 {
		t.Errorf("the code was used up: %d %s", answer.StatusCode, answer.Text)
	}
}

// Scripts run on opaque tokens too, which have no claims to add to.
func TestOpaqueToken(t *testing.T) {
	s := newShop(t)
	s.put(t, ofUser, "return { aud: token.aud === undefined }")
	answer := s.tokens(t, servertest.Params{"scope": "openid profile", "resource": ""})
	token, _ := answer.JSON()["access_token"].(string)
	if got := s.UserInfo(token); answer.StatusCode != 200 || got.StatusCode != 200 {
		t.Errorf("%d %s, userinfo %d", answer.StatusCode, answer.Text, got.StatusCode)
	}
}

// A script that is off, or deleted, does not run; nor does another tenant's, or the
// operators' at their own console.
func TestScriptsThatDoNotRun(t *testing.T) {
	s := newShop(t)
	ask := servertest.Params{"resource": s.Resource.Indicator}
	s.put(t, ofRobots, "return { a: 1 }")
	same(t, object{"a": 1.0}, s.custom(t, s.machineToken(ask)))
	off := true
	_, err := s.CustomJWT.Patch(t.Context(), s.Records(), models.TokenClientCredentials, customjwt.Changes{IsOff: &off})
	ok(t, err)
	same(t, object{}, s.custom(t, s.machineToken(ask)))
	s.put(t, ofRobots, "return { a: 2 }") // replacing it switches it on
	same(t, object{"a": 2.0}, s.custom(t, s.machineToken(ask)))
	s.Call(t, "DELETE", ofRobots, "", 204)
	same(t, object{}, s.custom(t, s.machineToken(ask)))

	admin := s.DB.Tenant(models.TenantAdmin)
	blocks := true
	_, _, err = s.CustomJWT.Put(t.Context(), admin, models.TokenAccess, customjwt.Fields{
		Script: "const getCustomJwtClaims = async ({ api }) => api.denyAccess('nobody')", BlockIssuanceOnError: &blocks,
	})
	ok(t, err)
	s.Operator(models.RoleEditor)
	s.ConsoleBrowser(models.RoleEditor) // fails the test if it cannot sign in
	same(t, object{}, s.custom(t, s.Refresh(s.client, s.refreshToken(t), ask)))
}

// Without a script a token costs no statement more, and nothing is allocated.
func TestNoScriptCostsNothing(t *testing.T) {
	s := newShop(t)
	ask := servertest.Params{"resource": s.Resource.Indicator}
	s.machineToken(ask)
	without := s.Statements(func() { s.machineToken(ask) })
	current, err := s.Tenants.Get(t.Context(), models.TenantDefault)
	ok(t, err)
	issuance := customjwt.Issuance{Tenant: current, Application: s.machine.Application}
	allocated := testing.AllocsPerRun(100, func() {
		if claims, err := s.CustomJWT.Claims(t.Context(), issuance); claims != nil || err != nil {
			t.Error(claims, err)
		}
	})
	if allocated != 0 {
		t.Errorf("%v allocations", allocated)
	}
	s.put(t, ofUser, "return {}") // of another kind
	s.machineToken(ask)
	if with := s.Statements(func() { s.machineToken(ask) }); with != without {
		t.Errorf("%d statements, %d without a script", with, without)
	}
}

// Scripts of one tenant cannot reach another's: not by kind, version or saved test.
func TestTenantsAreSeparate(t *testing.T) {
	s := newShop(t)
	s.put(t, ofUser, "return {}")
	added, err := s.CustomJWT.AddCase(t.Context(), s.Records(), models.TokenAccess, customjwt.Case{Name: "x"})
	ok(t, err)
	other := s.DB.Tenant(models.TenantAdmin)
	if all, err := s.CustomJWT.List(t.Context(), other); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
	if err := s.CustomJWT.DeleteCase(t.Context(), other, added.ID); err == nil {
		t.Error("another tenant's test was deleted")
	}
	if versions, err := s.CustomJWT.Versions(t.Context(), other, models.TokenAccess); err != nil || len(versions) != 0 {
		t.Error(versions, err)
	}
	if _, err := s.CustomJWT.RollBack(t.Context(), other, models.TokenAccess, 1); err == nil {
		t.Error("another tenant's version was restored")
	}
	if cases, _ := s.CustomJWT.Cases(t.Context(), s.Records(), models.TokenAccess); !slices.ContainsFunc(cases, func(c models.JWTCustomizerCase) bool { return c.ID == added.ID }) {
		t.Error("the test is gone")
	}
}

func BenchmarkNoScript(b *testing.B) {
	p := servertest.New(b)
	current, err := p.Tenants.Get(b.Context(), models.TenantDefault)
	ok(b, err)
	issuance := customjwt.Issuance{Tenant: current, Application: &models.Application{}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.CustomJWT.Claims(b.Context(), issuance); err != nil {
			b.Fatal(err)
		}
	}
}
