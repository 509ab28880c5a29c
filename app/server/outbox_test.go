package server_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/noun/operator"
	"portico/app/noun/role"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
	"portico/views/console/log"
)

// steps lists the events that do not change records.
func steps() []string {
	return []string{
		event.InteractionCreate, event.InteractionEnd, event.SignInCreate, event.SignInIdentifier, event.SignInPassword,
		event.SignInSubmit, event.RegisterCreate, event.ExchangeAuthorizationCode, event.ExchangeRefreshToken,
		event.ExchangeClientCredentials, event.ExchangeUnknown, event.RevokeToken,
		event.ScriptOfUserToken, event.ScriptOfMachineToken,
	}
}

// Every change, through whichever interface, has exactly one row in the outbox and one
// in the audit log, and they agree.
func TestEveryChangeIsInTheOutbox(t *testing.T) {
	w := newWalk(t)
	w.users()
	w.applications()
	w.permissions()
	w.organizations()
	w.consents()
	w.invitations()
	w.installation()
	w.keys()

	seen := map[string]bool{}
	for _, tenantID := range []string{models.TenantDefault, models.TenantAdmin} {
		records := w.DB.Tenant(tenantID)
		audited, outbox := auditedChanges(t, records), storedChanges(t, records)
		if diff := cmp.Diff(audited, outbox); diff != "" {
			t.Errorf("tenant %s: the audit log (-) and the outbox (+) differ:\n%s", tenantID, diff)
		}
		for _, row := range outbox {
			seen[row.Key] = true
		}
	}
	var expected []string
	for _, group := range log.EventGroups() {
		for _, e := range group.Events {
			if !slices.Contains(steps(), e.Key) {
				expected = append(expected, e.Key)
			}
		}
	}
	slices.Sort(expected)
	if diff := cmp.Diff(expected, slices.Sorted(maps.Keys(seen))); diff != "" {
		t.Errorf("existing events of changes (-) and those that the walk covers (+) differ:\n%s", diff)
	}
}

// A change that is rolled back is in neither.
func TestRolledBackChangeIsNotInTheOutbox(t *testing.T) {
	p := servertest.New(t)
	before := storedChanges(t, p.Records())
	undone := errors.New("undone")
	err := p.Records().InTx(t.Context(), func(tx *store.Store) error {
		if _, err := p.Roles.Create(t.Context(), tx, role.New{Name: "clerk", Description: "x", Type: models.RoleUser}); err != nil {
			return err
		}
		if rows := storedChanges(t, tx); len(rows) != len(before)+1 {
			t.Errorf("%d rows within the transaction, %d before", len(rows), len(before))
		}
		return undone
	})
	if !errors.Is(err, undone) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, storedChanges(t, p.Records())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(storedChanges(t, p.Records()), auditedChanges(t, p.Records())); diff != "" {
		t.Error(diff)
	}
}

// change is what the audit log and the outbox have in common.
type change struct{ Key, UserID, ApplicationID, IP, Content string }

func storedChanges(t *testing.T, records *store.Store) []change {
	t.Helper()
	rows, err := records.Outbox.List(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	var changes []change
	for _, row := range rows {
		content := maps.Clone(row.Payload)
		if len(row.Before) > 0 {
			content["before"] = row.Before
		}
		if len(row.After) > 0 {
			content["after"] = row.After
		}
		changes = append(changes, change{row.Key, row.UserID, row.ApplicationID, row.Origin.IP, encoded(t, content)})
	}
	return sorted(changes)
}

func auditedChanges(t *testing.T, records *store.Store) []change {
	t.Helper()
	rows, err := records.AuditLogs.Newest(t.Context(), store.AuditLogFilter{Result: models.AuditSuccess}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var changes []change
	for _, row := range rows {
		if slices.Contains(steps(), row.Key) {
			continue
		}
		delete(row.Payload, "actor")
		changes = append(changes, change{row.Key, row.UserID, row.ApplicationID, row.IP, encoded(t, row.Payload)})
	}
	return sorted(changes)
}

func encoded(t *testing.T, content map[string]any) string {
	t.Helper()
	text, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func sorted(changes []change) []change {
	slices.SortFunc(changes, func(a, b change) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return changes
}

// walk makes every kind of change, most of them through the Management API.
type walk struct {
	*servertest.Provider
	t     *testing.T
	token string
}

func newWalk(t *testing.T) *walk {
	t.Helper()
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	return &walk{Provider: p, t: t, token: p.OperatorToken(models.RoleAdmin, models.TenantDefault)}
}

// call expects success and returns the id in the response, or the name if it has none.
func (w *walk) call(method, path, body string) string {
	w.t.Helper()
	answer := w.API(method, "/api"+path, w.token, body)
	if answer.StatusCode > 299 {
		w.t.Fatalf("%s %s %s: %d %s", method, path, body, answer.StatusCode, answer.Text)
	}
	var decoded struct{ ID, Name string }
	_ = json.Unmarshal([]byte(answer.Text), &decoded) // a list or nothing has no id
	if decoded.ID == "" {
		return decoded.Name
	}
	return decoded.ID
}

func (w *walk) users() {
	roleID := w.call("POST", "/roles", `{"name":"clerk","description":"x"}`)
	id := w.call("POST", "/users", `{"username":"bob","password":"`+servertest.Password+`"}`)
	w.call("PATCH", "/users/"+id, `{"name":"Bob"}`)
	w.call("PATCH", "/users/"+id+"/password", `{"password":"`+servertest.Password+`"}`)
	w.call("PATCH", "/users/"+id+"/is-suspended", `{"isSuspended":true}`)
	w.call("PATCH", "/users/"+id+"/is-suspended", `{"isSuspended":false}`)
	w.call("PUT", "/users/"+id+"/roles", `{"roleIds":["`+roleID+`"]}`)
	w.call("POST", "/users/"+id+"/personal-access-tokens", `{"name":"a"}`)
	w.call("PATCH", "/users/"+id+"/personal-access-tokens/a", `{"name":"b"}`)
	w.call("DELETE", "/users/"+id+"/personal-access-tokens/b", "")

	client := w.Client(models.ApplicationTraditional)
	w.SignIn(client, "bob", nil)
	grants, err := w.Records().Grants.ListGiven(w.t.Context(), id, client.ID, w.Now().UnixMilli())
	if err != nil || len(grants) != 1 {
		w.t.Fatalf("%v: %d grants", err, len(grants))
	}
	w.call("DELETE", "/users/"+id+"/grants/"+grants[0].ID, "")
	w.call("DELETE", "/users/"+id+"/sessions/"+grants[0].SessionID, "")
	w.call("DELETE", "/users/"+id, "")

	browser := w.Browser()
	page := browser.Get(client.AuthorizeURL(servertest.Params{"first_screen": "register"}))
	answer := browser.Submit(page, "register-form", map[string]string{"identifier": "carol", "newPassword": servertest.Password})
	if answer.StatusCode != http.StatusSeeOther {
		w.t.Fatalf("register: %d %s", answer.StatusCode, answer.Text)
	}
	w.call("DELETE", "/roles/"+roleID, "")
}

func (w *walk) applications() {
	id := w.call("POST", "/applications", `{"name":"Machine","type":"MachineToMachine"}`)
	roleID := w.call("POST", "/roles", `{"name":"robot","description":"x","type":"MachineToMachine"}`)
	w.call("PATCH", "/applications/"+id, `{"name":"Robot"}`)
	w.call("PUT", "/applications/"+id+"/roles", `{"roleIds":["`+roleID+`"]}`)
	w.call("POST", "/applications/"+id+"/secrets", `{"name":"a"}`)
	w.call("PATCH", "/applications/"+id+"/secrets/a", `{"name":"b"}`)
	w.call("DELETE", "/applications/"+id+"/secrets/b", "")
	w.call("DELETE", "/applications/"+id, "")
	thirdParty := "/applications/" + w.call("POST", "/applications", `{"name":"Ledger","type":"SPA","isThirdParty":true}`)
	w.call("POST", thirdParty+"/user-consent-scopes", `{"userScopes":["email"]}`)
	w.call("DELETE", thirdParty+"/user-consent-scopes/user-scopes/email", "")
	w.call("PUT", thirdParty+"/sign-in-experience", `{"displayName":"Ledgerly"}`)
}

func (w *walk) permissions() {
	resource := "/resources/" + w.call("POST", "/resources", `{"name":"Shop","indicator":"https://shop.example"}`)
	scopeID := w.call("POST", resource+"/scopes", `{"name":"read"}`)
	role := "/roles/" + w.call("POST", "/roles", `{"name":"reader","description":"x"}`)
	w.call("PATCH", resource, `{"name":"Store"}`)
	w.call("PATCH", resource+"/scopes/"+scopeID, `{"name":"look"}`)
	w.call("PATCH", role, `{"name":"looker"}`)
	w.call("POST", role+"/scopes", `{"scopeIds":["`+scopeID+`"]}`)
	w.call("DELETE", role, "")
	w.call("DELETE", resource+"/scopes/"+scopeID, "")
	w.call("DELETE", resource, "")
}

func (w *walk) organizations() {
	scopeID := w.call("POST", "/organization-scopes", `{"name":"read"}`)
	role := "/organization-roles/" + w.call("POST", "/organization-roles", `{"name":"member"}`)
	userID := w.call("POST", "/users", `{"username":"dora"}`)
	organization := "/organizations/" + w.call("POST", "/organizations", `{"name":"Acme"}`)
	w.call("PATCH", "/organization-scopes/"+scopeID, `{"name":"look"}`)
	w.call("PATCH", role, `{"name":"guest"}`)
	w.call("POST", role+"/scopes", `{"organizationScopeIds":["`+scopeID+`"]}`)
	w.call("PATCH", organization, `{"name":"Northern Acme"}`)
	w.call("POST", organization+"/users", `{"userIds":["`+userID+`"]}`)
	w.call("POST", organization+"/users/"+userID+"/roles", `{"organizationRoleNames":["guest"]}`)
	w.call("POST", organization+"/jit/email-domains", `{"emailDomain":"acme.example"}`)
	w.call("DELETE", organization, "")
	w.call("DELETE", role, "")
	w.call("DELETE", "/organization-scopes/"+scopeID, "")
}

func (w *walk) consents() {
	application := w.Client(models.ApplicationSPA, func(r *servertest.Registration) { r.IsThirdParty = true }).ID
	userID := w.call("POST", "/users", `{"username":"fay"}`)
	organizationID := w.call("POST", "/organizations", `{"name":"Consenting"}`)
	w.call("POST", "/organizations/"+organizationID+"/users", `{"userIds":["`+userID+`"]}`)
	err := w.Consents.Agree(w.t.Context(), w.Records(), models.Consent{
		UserID: userID, ApplicationID: application, Scopes: map[string][]string{models.ConsentedUserData: {"profile"}},
	}, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	w.call("POST", "/applications/"+application+"/users/"+userID+"/consent-organizations", `{"organizationIds":["`+organizationID+`"]}`)
	for _, blocked := range []string{"true", "false"} {
		w.call("PATCH", "/organizations/"+organizationID+"/third-party-applications/"+application, `{"isBlocked":`+blocked+`}`)
	}
	w.call("DELETE", "/users/"+userID+"/consents/"+application, "")
}

func (w *walk) invitations() {
	mail := servertest.NewMailServer(w.t)
	connector := "/connectors/" + w.call("POST", "/connectors", mail.Connector())
	w.call("PATCH", connector, `{"config":`+encoded(w.t, mail.Config(func(config servertest.Object) {
		config["fromEmail"] = "no-reply@acme.example"
	}))+`}`)
	organizationID := w.call("POST", "/organizations", `{"name":"Acme"}`)
	invitation := "/organization-invitations/" + w.call("POST", "/organization-invitations", fmt.Sprintf(
		`{"organizationId":%q,"invitee":"eve@acme.example","expiresAt":%d,"messagePayload":{}}`,
		organizationID, w.Now().UnixMilli()+1_000_000))
	w.call("PUT", invitation+"/status", `{"status":"Revoked"}`)
	w.call("DELETE", invitation, "")
	w.call("DELETE", connector, "")
}

// installation changes operators and tenants.
func (w *walk) installation() {
	ctx, admin := w.t.Context(), w.DB.Tenant(models.TenantAdmin)
	w.call("DELETE", "/operator-invitations/"+w.call("POST", "/operator-invitations", `{"role":"viewer"}`), "")
	_, token, err := w.Operators.Invite(ctx, admin, models.RoleViewer)
	if err != nil {
		w.t.Fatal(err)
	}
	operator, err := w.Operators.Accept(ctx, admin, token, operator.Account{Username: "frank", Password: servertest.Password})
	if err != nil {
		w.t.Fatal(err)
	}
	w.call("PATCH", "/operators/"+operator.ID, `{"role":"editor","mayEditScripts":false}`)
	w.call("DELETE", "/operators/"+operator.ID, "")
	w.call("POST", "/tenants", `{"id":"shop","name":"Shop"}`)
	w.call("PATCH", "/tenants/shop", `{"name":"Store"}`)
	w.call("DELETE", "/tenants/shop", "")
	w.call("PATCH", "/configs/oidc/session", `{"ttl":3600}`)
	w.call("PUT", "/configs/jwt-customizer/access-token", `{"script":"x"}`)
	w.call("PATCH", "/configs/jwt-customizer/access-token", `{"script":"y","environmentVariables":{"A":"1"}}`)
	w.call("DELETE", "/configs/jwt-customizer/access-token", "")
	if err := w.Tenancy.SetAuditRetention(ctx, w.Records(), 30); err != nil {
		w.t.Fatal(err)
	}
}

func (w *walk) keys() {
	ctx := w.t.Context()
	if err := w.SigningKeys.SetDefault(ctx, w.Records(), "RS256"); err != nil {
		w.t.Fatal(err)
	}
	w.call("POST", "/configs/oidc/private-keys/rotate", `{}`)
	keys, err := w.Records().SigningKeys.List(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	i := slices.IndexFunc(keys, func(key models.SigningKey) bool { return key.Status == models.KeyPrevious })
	if i < 0 {
		w.t.Fatal("no key to delete")
	}
	w.call("DELETE", "/configs/oidc/private-keys/"+keys[i].ID, "")
}
