package user_test

import (
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func TestAPIPassword(t *testing.T) {
	s := servertest.NewManagement(t)
	id, _ := s.Object(t, "POST", "/users", `{"username":"ann"}`, 200)["id"].(string)
	wantSame(t, servertest.Object{"hasPassword": false}, s.Object(t, "GET", "/users/"+id+"/has-password", "", 200))
	s.Refused(t, "POST", "/users/"+id+"/password/verify", `{"password":"x"}`, 422, "session.invalid_credentials")

	const body = `{"password":"` + servertest.Password + `"}`
	updated := s.Object(t, "PATCH", "/users/"+id+"/password", body, 200)
	if updated["id"] != id || updated["hasPassword"] != true || updated["passwordDigest"] != nil {
		t.Errorf("got %v", updated)
	}
	wantSame(t, servertest.Object{"hasPassword": true}, s.Object(t, "GET", "/users/"+id+"/has-password", "", 200))
	s.Call(t, "POST", "/users/"+id+"/password/verify", body, 204)
	s.Refused(t, "POST", "/users/"+id+"/password/verify", `{"password":"another"}`, 422, "session.invalid_credentials")

	for _, test := range []struct {
		name, method, path, body string
		status                   int
		code                     string
	}{
		{"too short", "PATCH", id + "/password", `{"password":"Vq7#"}`, 422, "password_rejected.too_short"},
		{"empty", "PATCH", id + "/password", `{"password":""}`, 400, "guard.invalid_input"},
		{"none", "PATCH", id + "/password", `{}`, 400, "guard.invalid_input"},
		{"nobody's", "PATCH", "nobody/password", body, 404, "entity.not_found"},
		{"nothing to verify", "POST", id + "/password/verify", `{}`, 400, "guard.invalid_input"},
		{"unknown user to verify", "POST", "nobody/password/verify", body, 404, "entity.not_found"},
		{"unknown user to expire", "PATCH", "nobody/password/expiration", `{"isExpired":true}`, 404, "entity.not_found"},
		{"expiry of no kind", "PATCH", id + "/password/expiration", `{"isExpired":"yes"}`, 400, "guard.invalid_input"},
		{"unknown user to check", "GET", "nobody/has-password", "", 404, "entity.not_found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s.Refused(t, test.method, "/users/"+test.path, test.body, test.status, test.code)
		})
	}
}

// API callers cannot guess passwords more often than on the sign-in page.
func TestAPIVerifyPasswordIsBounded(t *testing.T) {
	s := servertest.NewManagement(t)
	s.Configure(func(settings *models.TenantSettings) { settings.SentinelPolicy.MaxAttempts = 2 })
	path := "/users/" + s.User("ann").ID + "/password/verify"
	for range 2 {
		s.Refused(t, "POST", path, `{"password":"guess"}`, 422, "session.invalid_credentials")
	}
	s.Refused(t, "POST", path, `{"password":"`+servertest.Password+`"}`, 400, "session.verification_blocked_too_many_attempts")
}
