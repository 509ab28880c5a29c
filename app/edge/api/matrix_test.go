package api_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

// none is an id that does not exist.
const none = "none"

// callers maps each kind of caller to its access, as named in the document.
func callers(p *servertest.Provider) map[string]caller {
	all := map[string]caller{"machine": {p.MachineToken(), "control"}}
	for role, access := range map[string]string{
		models.RoleViewer: "read", models.RoleEditor: "change", models.RoleAdmin: "administer",
	} {
		p.Operator(role)
		all[role] = caller{p.OperatorToken(role, models.TenantDefault), access}
	}
	return all
}

type caller struct{ token, access string }

func rank(access string) int {
	return strings.Index("read change control administer", access)
}

// Every operation rejects callers without a token for the tenant, and those with less
// access than documented.
func TestMatrixOfAccess(t *testing.T) {
	p := servertest.New(t)
	p.RunScripts()
	all := callers(p)
	elsewhere := p.OperatorToken(models.RoleAdmin, makeTenant(t, p, all[models.RoleAdmin].token))
	operations, document := documented(t, p)
	values := nothing(operations)
	for _, id := range idsOf(operations) {
		o := operations[id]
		t.Run(id, func(t *testing.T) {
			p := p.For(t)
			path, body := o.at(values), o.example(t, document)
			wantCode(t, p.API(o.method, path, "", body), 401, "auth.authorization_header_missing")
			wantCode(t, p.API(o.method, path, elsewhere, body), 401, "auth.unauthorized")
			for name, who := range all {
				answer := p.API(o.method, path, who.token, body)
				if rank(who.access) < rank(o.access) {
					wantCode(t, answer, 403, "auth.forbidden")
				} else if status := answer.StatusCode; status == 401 || status == 403 || status >= 500 && status != 501 {
					t.Errorf("%s: got %d %s", name, status, answer.Text)
				}
			}
		})
	}
}

// In the operators' own tenant everything is for admins only.
func TestMatrixOfOperatorsTenant(t *testing.T) {
	p := servertest.New(t)
	operations, document := documented(t, p)
	values := nothing(operations)
	for _, role := range []string{models.RoleViewer, models.RoleEditor} {
		p.Operator(role)
		token := p.OperatorToken(role, models.TenantAdmin)
		for id, o := range operations {
			t.Run(role+" "+id, func(t *testing.T) {
				answer := p.For(t).API(o.method, "/t/admin"+o.at(values), token, o.example(t, document))
				wantCode(t, answer, 403, "auth.forbidden")
			})
		}
	}
}

// Records of another tenant are not found, wherever in an address their id is, and do
// not change.
func TestMatrixOfTenants(t *testing.T) {
	p := servertest.New(t)
	p.RunScripts()
	p.Operator(models.RoleAdmin)
	token := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	other := makeTenant(t, p, token)
	own := populate(t, p, "", token)
	foreignToken := p.OperatorToken(models.RoleAdmin, other)
	foreign := populate(t, p, "/t/"+other, foreignToken)
	// Tenants and operators are installation-wide: these ids are unknown instead.
	for place, id := range map[string]string{
		"tenants/{tenantId}": none, "operators/{operatorId}": foreign["users/{userId}"], "operator-invitations/{invitationId}": none,
		"connectors/{factoryId}": none, // there is no such kind
	} {
		own[place], foreign[place] = none, id
	}
	before := snapshot(t, p, other, foreignToken, foreign)

	operations, document := documented(t, p)
	for _, id := range idsOf(operations) {
		o := operations[id]
		for _, place := range o.places() {
			if place == "oidc/{keyType}" || place == "user-consent-scopes/{scopeType}" || place == "jwt-customizer/{tokenTypePath}" { // not records
				continue
			}
			if foreign[place] == "" {
				t.Errorf("%s: what is %s? create one in populate", id, place)
				continue
			}
			t.Run(id+" "+place, func(t *testing.T) {
				values := maps.Clone(own)
				values[place] = foreign[place]
				answer := p.For(t).API(o.method, o.at(values), token, o.example(t, document))
				if isOfMember(o, place) {
					wantCode(t, answer, 422, "organization.require_membership")
					return
				}
				if changesMembers(o, place) {
					wantCode(t, answer, 422, "entity.relation_foreign_key_not_found")
					return
				}
				if answer.StatusCode != 404 || text(answer.JSON()["message"]) == "" {
					t.Errorf("%s %s: got %d %s, want 404", o.method, o.at(values), answer.StatusCode, answer.Text)
				}
			})
		}
	}
	if diff := cmp.Diff(before, snapshot(t, p, other, foreignToken, foreign)); diff != "" {
		t.Errorf("the other tenant was changed (-before +after):\n%s", diff)
	}
}

// isOfMember reports whether an operation is only for members of an organization: it
// rejects others in any tenant.
func isOfMember(o operation, place string) bool {
	isMember := place == "users/{userId}" || place == "applications/{applicationId}"
	return isMember && strings.Contains(o.path, place+"/") && strings.HasPrefix(o.path, "/organizations/")
}

// changesMembers reports whether an operation is about the members of an organization,
// which it takes for a relation of theirs; listing them reads the organization.
func changesMembers(o operation, place string) bool {
	const users, applications = "/organizations/{id}/users", "/organizations/{id}/applications"
	isList := o.method == "GET" && (o.path == users || o.path == applications)
	return place == "organizations/{id}" && !isList && (strings.HasPrefix(o.path, users) || strings.HasPrefix(o.path, applications))
}

// makeTenant creates a second tenant and returns its id.
func makeTenant(t *testing.T, p *servertest.Provider, token string) string {
	t.Helper()
	const id = "shop"
	if answer := p.API("POST", "/api/tenants", token, `{"id":"`+id+`","name":"Shop"}`); answer.StatusCode != 201 {
		t.Fatalf("create a tenant: %d %s", answer.StatusCode, answer.Text)
	}
	return id
}

// populate creates a record of each kind in the tenant under a prefix, and returns the
// ids by their places in addresses.
func populate(t *testing.T, p *servertest.Provider, prefix, token string) map[string]string {
	t.Helper()
	change := func(method, path, body string) *servertest.Response {
		answer := p.API(method, prefix+"/api"+path, token, body)
		if answer.StatusCode > 299 {
			t.Fatalf("%s %s: %d %s", method, path, answer.StatusCode, answer.Text)
		}
		return answer
	}
	create := func(path, body string) object { return change("POST", path, body).JSON() }
	tenantID := strings.TrimPrefix(prefix, "/t/")
	if prefix == "" {
		tenantID = models.TenantDefault
	}
	records := p.DB.Tenant(tenantID)
	resourceID := text(create("/resources", `{"name":"API","indicator":"https://api.example/"}`)["id"])
	scopeID := text(create("/resources/"+resourceID+"/scopes", `{"name":"read"}`)["id"])
	permissionID := text(create("/organization-scopes", `{"name":"read:files"}`)["id"])
	templateRoleID := text(create("/organization-roles", `{"name":"member","organizationScopeIds":["`+permissionID+`"],"resourceScopeIds":["`+scopeID+`"]}`)["id"])
	userID := text(create("/users", `{"password":"`+servertest.Password+`"}`)["id"])
	clientID := text(create("/applications", `{"name":"App","type":"Traditional","isThirdParty":true}`)["id"])
	roleID := text(create("/roles", `{"name":"role of `+tenantID+`","description":"x","scopeIds":["`+scopeID+`"]}`)["id"])
	create("/users/"+userID+"/roles", `{"roleIds":["`+roleID+`"]}`)
	secret := text(create("/applications/"+clientID+"/secrets", `{"name":"secret of `+tenantID+`"}`)["name"])
	thirdParty := "/applications/" + text(create("/applications", `{"name":"Ledger","type":"SPA","isThirdParty":true}`)["id"])
	change("POST", thirdParty+"/user-consent-scopes", `{"resourceScopes":["`+scopeID+`"],"userScopes":["email"]}`)
	change("PUT", thirdParty+"/sign-in-experience", `{"displayName":"Ledger"}`)
	machineID := text(create("/applications", `{"name":"Machine","type":"MachineToMachine"}`)["id"])
	organizationID := text(create("/organizations", `{"name":"Acme"}`)["id"])
	organization := "/organizations/" + organizationID
	create(organization+"/users", `{"userIds":["`+userID+`"]}`)
	change("POST", organization+"/applications", `{"applicationIds":["`+machineID+`"]}`)
	domain := text(create(organization+"/jit/email-domains", `{"emailDomain":"`+tenantID+`.example"}`)["emailDomain"])
	organizationRole := &models.OrganizationRole{ID: models.NewID(), Name: "admin", Type: models.RoleUser}
	if err := records.OrganizationRoles.Insert(t.Context(), organizationRole); err != nil {
		t.Fatal(err)
	}
	create("/organizations/"+organizationID+"/users/"+userID+"/roles", `{"organizationRoleNames":["admin"]}`)
	if answer := p.API("PUT", prefix+"/api/configs/jwt-customizer/client-credentials", token, `{"script":"script of `+tenantID+`"}`); answer.StatusCode != 201 {
		t.Fatalf("save a script: %d %s", answer.StatusCode, answer.Text)
	}
	inviting := populateInvitations(t, records, create)
	token = text(create("/users/"+userID+"/personal-access-tokens", `{"name":"token of `+tenantID+`"}`)["name"])

	end := p.Now().UnixMilli() + 3_600_000
	session := &models.Session{ID: models.NewID(), UserID: userID, Digest: models.Digest(userID), ExpiresAt: end}
	grant := &models.Grant{
		ID: models.NewID(), UserID: userID, ApplicationID: clientID, SessionID: session.ID, HasOfflineAccess: true, ExpiresAt: end,
	}
	key, err := records.SigningKeys.List(t.Context())
	if err != nil || len(key) == 0 {
		t.Fatalf("no keys: %v", err)
	}
	consent := &models.Consent{UserID: userID, ApplicationID: clientID, Scopes: map[string][]string{models.ConsentedUserData: {"profile"}}}
	log := models.AuditLog{ID: models.NewID(), Key: "Test", Result: models.AuditSuccess, CreatedAt: 1}
	for _, err := range []error{
		records.Sessions.Insert(t.Context(), session), records.Grants.Insert(t.Context(), grant), records.AuditLogs.Add(t.Context(), log),
		records.Consents.Save(t.Context(), consent),
		records.ConsentOrganizations.Add(t.Context(), userID, clientID, []string{organizationID}, 1),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	ids := map[string]string{
		"roles/{id}": roleID, "roles/{roleId}": roleID,
		"users/{userId}": userID, "sessions/{sessionId}": session.ID, "grants/{grantId}": grant.ID,
		"personal-access-tokens/{name}": token,
		"organizations/{id}":            organizationID,
		"roles/{organizationRoleId}":    organizationRole.ID, "email-domains/{emailDomain}": domain,
		"sso-connectors/{ssoConnectorId}": none, // there are none
		"applications/{id}":               clientID, "applications/{applicationId}": machineID, "secrets/{name}": secret,
		"resources/{id}": resourceID, "resources/{resourceId}": resourceID, "scopes/{scopeId}": scopeID,
		"organization-roles/{id}": templateRoleID, "organization-scopes/{id}": permissionID,
		"scopes/{organizationScopeId}": permissionID, "resource-scopes/{scopeId}": scopeID,
		"jwt-customizer/{tokenTypePath}":  "client-credentials",
		"user-consent-scopes/{scopeType}": "resource-scopes", "scopeType/{scopeId}": scopeID,
		"third party":              thirdParty,
		"consents/{applicationId}": clientID, "consent-organizations/{organizationId}": organizationID,
		"third-party-applications/{applicationId}": clientID,
		"logs/{id}": log.ID, "oidc/{keyType}": "private-keys", "keyType/{keyId}": key[0].ID,
	}
	maps.Copy(ids, inviting)
	return ids
}

// snapshot returns everything in a tenant, as its API shows it.
func snapshot(t *testing.T, p *servertest.Provider, tenantID, token string, ids map[string]string) map[string]string {
	t.Helper()
	user, application := "/users/"+ids["users/{userId}"], "/applications/"+ids["applications/{id}"]
	organization := "/organizations/" + ids["organizations/{id}"]
	resource := "/resources/" + ids["resources/{id}"]
	role := "/roles/" + ids["roles/{id}"]
	all := map[string]string{}
	for _, path := range []string{
		"/users", user, user + "/custom-data", user + "/sessions", user + "/grants", user + "/personal-access-tokens",
		"/applications", application, application + "/secrets", "/logs", "/configs/oidc/session",
		"/organizations?showFeatured=true", organization, organization + "/users", organization + "/applications",
		organization + "/jit/email-domains", organization + "/jit/roles",
		"/resources", resource, resource + "/scopes",
		"/organization-roles", "/organization-scopes",
		"/roles", role, role + "/scopes", role + "/users", user + "/roles", "/applications/" + ids["applications/{applicationId}"] + "/roles",
		"/organization-invitations", "/connectors", "/configs/jwt-customizer", ids["third party"] + "/user-consent-scopes", ids["third party"] + "/sign-in-experience",
		user + "/consents", application + "/consents", organization + "/third-party-applications",
		application + user + "/consent-organizations",
	} {
		answer := p.API("GET", "/t/"+tenantID+"/api"+path, token, "")
		if answer.StatusCode != 200 {
			t.Fatalf("GET %s: %d %s", path, answer.StatusCode, answer.Text)
		}
		all[path] = answer.Text
	}
	return all
}

// nothing returns an unknown id for every place. The kind of key is one without keys,
// so that the keys that sign the tokens remain.
func nothing(operations map[string]operation) map[string]string {
	values := map[string]string{}
	for _, o := range operations {
		for _, place := range o.places() {
			values[place] = none
		}
	}
	values["oidc/{keyType}"], values["user-consent-scopes/{scopeType}"] = "cookie-keys", "user-scopes"
	values["jwt-customizer/{tokenTypePath}"] = "client-credentials"
	return values
}
