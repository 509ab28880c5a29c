package session_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// visits are two applications that a user signed in to in one browser, the
// second a minute after the first and without offline access.
type visits struct {
	*servertest.Management
	userID        string
	browser       *servertest.Browser
	first, second *servertest.Client
}

func newVisits(t *testing.T) *visits {
	t.Helper()
	s := servertest.NewManagement(t)
	v := &visits{
		Management: s, userID: s.User("ann").ID, browser: s.Browser(),
		first:  s.Client(models.ApplicationTraditional),
		second: s.Client(models.ApplicationSPA, func(r *servertest.Registration) { r.Name = "Second" }),
	}
	v.Exchange(v.first, v.Code(v.browser, v.first, "ann", nil), nil)
	v.Advance(time.Minute)
	v.Exchange(v.second, v.Code(v.browser, v.second, "ann", servertest.Params{"prompt": "", "scope": "openid profile email"}), nil)
	return v
}

func (v *visits) sessions(t *testing.T) []any {
	t.Helper()
	sessions, _ := v.Object(t, "GET", "/users/"+v.userID+"/sessions", "", 200)["sessions"].([]any)
	return sessions
}

func (v *visits) grants(t *testing.T, query string) []any {
	t.Helper()
	grants, _ := v.Object(t, "GET", "/users/"+v.userID+"/grants"+query, "", 200)["grants"].([]any)
	return grants
}

func (v *visits) records(t *testing.T) ([]models.Session, []models.Grant) {
	t.Helper()
	sessions, err := v.Records().Sessions.ListOfUser(t.Context(), v.userID, v.Now().UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	grants, err := v.Records().Grants.ListOfUser(t.Context(), v.userID, v.Now().UnixMilli())
	if err != nil {
		t.Fatal(err)
	}
	return sessions, grants
}

// grantToThirdParty writes a grant with offline access directly: the consent page is
// not tested here.
func (v *visits) grantToThirdParty(t *testing.T, sessionID string) models.Grant {
	t.Helper()
	client := v.Client(models.ApplicationTraditional, func(r *servertest.Registration) {
		r.Name, r.IsThirdParty = "Third", true
	})
	grant := models.Grant{
		ID: models.NewID(), UserID: v.userID, ApplicationID: client.ID, SessionID: sessionID, HasOfflineAccess: true,
		CreatedAt: v.Now().UnixMilli() + 1, ExpiresAt: v.Now().Add(time.Hour).UnixMilli(),
	}
	if err := v.Records().Grants.Insert(t.Context(), &grant); err != nil {
		t.Fatal(err)
	}
	return grant
}

func TestAPISessions(t *testing.T) {
	v := newVisits(t)
	sessions, grants := v.records(t)
	if len(sessions) != 1 || len(grants) != 2 {
		t.Fatalf("%d sessions and %d grants", len(sessions), len(grants))
	}
	session := sessions[0]
	want := servertest.Object{
		"payload": servertest.Object{
			"exp": number(session.ExpiresAt / 1000), "iat": number(session.CreatedAt / 1000),
			"jti": session.ID, "uid": session.ID, "kind": "Session",
			"loginTs": number(session.AuthTime / 1000), "accountId": v.userID,
			"authorizations": servertest.Object{
				v.second.ID: servertest.Object{"sid": session.ID, "grantId": grants[0].ID},
				v.first.ID:  servertest.Object{"sid": session.ID, "grantId": grants[1].ID},
			},
		},
		"lastSubmission": nil, "clientId": v.second.ID, "accountId": v.userID, "expiresAt": number(session.ExpiresAt),
	}
	wantSame(t, []any{want}, v.sessions(t))
	path := "/users/" + v.userID + "/sessions/" + session.ID
	wantSame(t, want, any(v.Object(t, "GET", path, "", 200)))

	other := v.User("bob").ID
	v.Refused(t, "GET", "/users/"+other+"/sessions/"+session.ID, "", 404, "oidc.session_not_found")
	v.Refused(t, "DELETE", "/users/"+other+"/sessions/"+session.ID, "", 404, "oidc.session_not_found")
	v.Refused(t, "GET", "/users/"+v.userID+"/sessions/none", "", 404, "oidc.session_not_found")
	v.Refused(t, "GET", "/users/nobody/sessions", "", 404, "entity.not_found")
	v.Refused(t, "DELETE", path+"?revokeGrantsTarget=some", "", 400, "guard.invalid_input")
	wantSame(t, []any{}, v.Object(t, "GET", "/users/"+other+"/sessions", "", 200)["sessions"])
}

// An application stays listed while the session lives, also after its tokens were
// revoked, by itself or by an operator.
func TestAPISessionKeepsApplications(t *testing.T) {
	v := newVisits(t)
	_, grants := v.records(t)
	tokens := v.Exchange(v.first, v.Code(v.browser, v.first, "ann", nil), nil).JSON()
	refresh, _ := tokens["refresh_token"].(string)
	answer := v.PostForm("/oidc/token/revocation", url.Values{
		"client_id": {v.first.ID}, "client_secret": {v.first.Secret}, "token": {refresh},
	}, nil)
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("revoked: %d %s", answer.StatusCode, answer.Text)
	}
	for _, grant := range grants {
		v.Call(t, "DELETE", "/users/"+v.userID+"/grants/"+grant.ID, "", 204)
	}
	session, _ := v.sessions(t)[0].(servertest.Object)
	payload, _ := session["payload"].(servertest.Object)
	sid := servertest.Object{"sid": payload["jti"]}
	wantSame(t, any(servertest.Object{v.first.ID: sid, v.second.ID: sid}), payload["authorizations"])
	wantSame(t, v.second.ID, session["clientId"])

	v.Call(t, "DELETE", "/applications/"+v.second.ID, "", 204)
	session, _ = v.sessions(t)[0].(servertest.Object)
	payload, _ = session["payload"].(servertest.Object)
	wantSame(t, any(servertest.Object{v.first.ID: sid}), payload["authorizations"])
	wantSame(t, v.first.ID, session["clientId"])
}

func TestAPIEndSession(t *testing.T) {
	tests := []struct {
		name, query string
		left        int // grants
	}{
		{"grants without offline access end", "", 2},
		{"all grants", "?revokeGrantsTarget=all", 0},
		{"grants to own applications", "?revokeGrantsTarget=firstParty", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := newVisits(t)
			sessions, _ := v.records(t)
			v.grantToThirdParty(t, sessions[0].ID)
			path := "/users/" + v.userID + "/sessions/" + sessions[0].ID
			v.Call(t, "DELETE", path+test.query, "", 204)
			if left := v.sessions(t); len(left) != 0 {
				t.Errorf("left: %v", left)
			}
			if left := v.grants(t, ""); len(left) != test.left {
				t.Errorf("%d grants left: %v", len(left), left)
			}
			v.Refused(t, "DELETE", path, "", 404, "oidc.session_not_found")
		})
	}
}

// A session ends when it expires.
func TestAPISessionExpires(t *testing.T) {
	v := newVisits(t)
	sessions, _ := v.records(t)
	v.Advance(time.Duration(sessions[0].ExpiresAt-v.Now().UnixMilli()) * time.Millisecond)
	v.Bearer = v.MachineToken()
	if left := v.sessions(t); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	v.Refused(t, "GET", "/users/"+v.userID+"/sessions/"+sessions[0].ID, "", 404, "oidc.session_not_found")
}
