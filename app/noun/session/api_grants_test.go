package session_test

import (
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func TestAPIGrants(t *testing.T) {
	v := newVisits(t)
	_, grants := v.records(t)
	third := v.grantToThirdParty(t, "")
	body := func(grant models.Grant, name string) servertest.Object {
		return servertest.Object{
			"id": grant.ID,
			"payload": servertest.Object{
				"exp": number(grant.ExpiresAt / 1000), "iat": number(grant.CreatedAt / 1000), "jti": grant.ID,
				"kind": "Grant", "clientId": grant.ApplicationID, "accountId": v.userID,
			},
			"expiresAt": number(grant.ExpiresAt), "application": servertest.Object{"id": grant.ApplicationID, "name": name},
		}
	}
	own := []any{body(grants[0], "Second"), body(grants[1], "Northwind")}
	theirs := []any{body(third, "Third")}
	wantSame(t, append(theirs, own...), v.grants(t, ""))
	wantSame(t, own, v.grants(t, "?appType=firstParty"))
	wantSame(t, theirs, v.grants(t, "?appType=thirdParty"))
	wantSame(t, []any{}, v.Object(t, "GET", "/users/"+v.User("cat").ID+"/grants?appType=thirdParty", "", 200)["grants"])

	path := "/users/" + v.userID + "/grants"
	v.Refused(t, "GET", path+"?appType=other", "", 400, "guard.invalid_input")
	v.Refused(t, "GET", "/users/nobody/grants", "", 404, "entity.not_found")
	other := v.User("bob").ID
	v.Refused(t, "DELETE", "/users/"+other+"/grants/"+grants[0].ID, "", 404, "oidc.invalid_grant")
	v.Refused(t, "DELETE", path+"/none", "", 404, "oidc.invalid_grant")

	v.Call(t, "DELETE", path+"/"+grants[0].ID, "", 204)
	v.Refused(t, "DELETE", path+"/"+grants[0].ID, "", 404, "oidc.invalid_grant")
	if left := v.grants(t, ""); len(left) != 2 {
		t.Errorf("left: %v", left)
	}
}
