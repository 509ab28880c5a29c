package revoke_test

import (
	"net/http"
	"net/url"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

func revoke(t *testing.T, p *servertest.Provider, values url.Values) *servertest.Response {
	t.Helper()
	return p.PostForm("/oidc/token/revocation", values, nil)
}

func TestRevocation(t *testing.T) {
	tests := []struct {
		name, token string
	}{
		{"RFC 7009 2.1: refresh token", "refresh_token"},
		{"RFC 7009 2.1: access token", "access_token"},
	}
	p := servertest.New(t)
	p.User("alice")
	c := p.Client(models.ApplicationSPA)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tokens := p.SignIn(c, "alice", nil)
			answer := revoke(t, p, url.Values{"client_id": {c.ID}, "token": {tokens[test.token].(string)}, "token_type_hint": {"nonsense"}})
			if answer.StatusCode != http.StatusOK || len(answer.JSON()) != 0 {
				t.Errorf("got %d %s", answer.StatusCode, answer.Text)
			}
			if answer := p.UserInfo(tokens["access_token"].(string)); answer.StatusCode != http.StatusUnauthorized {
				t.Errorf("userinfo after: %d", answer.StatusCode)
			}
			if answer := p.Refresh(c, tokens["refresh_token"].(string), nil); answer.JSON()["error"] != "invalid_grant" {
				t.Errorf("refresh after: %d %s", answer.StatusCode, answer.Text)
			}
		})
	}
	rows, err := p.Records().AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: "RevokeToken"}, 10)
	if err != nil || len(rows) != len(tests) {
		t.Errorf("audit rows: %d, %v", len(rows), err)
	}
}

func TestRevocationThatRevokesNothing(t *testing.T) {
	p := servertest.New(t)
	p.User("alice")
	c, other := p.Client(models.ApplicationSPA), p.Client(models.ApplicationSPA)
	confidential := p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", nil)
	access := tokens["access_token"].(string)
	tests := []struct {
		name   string
		values url.Values
		status int
	}{
		{"RFC 7009 2.1: another client's token", url.Values{"client_id": {other.ID}, "token": {access}}, 200},
		{"RFC 7009 2.2: unknown token", url.Values{"client_id": {c.ID}, "token": {"nonsense"}}, 200},
		{"RFC 7009 2.1: no token", url.Values{"client_id": {c.ID}}, 400},
		{"RFC 7009 2.2.1: signed token", url.Values{"client_id": {c.ID}, "token": {tokens["id_token"].(string)}}, 400},
		{"RFC 7009 2.1: unknown client", url.Values{"client_id": {"nobody"}, "token": {access}}, 401},
		{"RFC 7009 2.1: confidential client without secret", url.Values{"client_id": {confidential.ID}, "token": {access}}, 401},
		{"no client", url.Values{"token": {access}}, 400},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if answer := revoke(t, p, test.values); answer.StatusCode != test.status {
				t.Errorf("got %d %s, want %d", answer.StatusCode, answer.Text, test.status)
			}
			if answer := p.UserInfo(access); answer.StatusCode != http.StatusOK {
				t.Errorf("the token is gone: %d", answer.StatusCode)
			}
		})
	}
}
