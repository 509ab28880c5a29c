package api_test

import (
	"net/http"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// What encoding/json would lose stays or is refused: digits of long integers in
// custom data, all but the last of a repeated member, and half of a surrogate pair
// (RFC 8259, sections 4, 6 and 8.2).
func TestJSONLosesNothing(t *testing.T) {
	p := servertest.New(t)
	token := p.MachineToken()
	alice := p.User("alice")
	application := p.Client(models.ApplicationTraditional)
	organization := p.Organization("Acme")
	const odd, long = "9007199254740993", "-123456789012345678901234567890"
	bodies := []struct{ method, path, before, after string }{
		{"PATCH", "/api/users/" + alice.ID, `{"customData":`, `}`},
		{"PATCH", "/api/users/" + alice.ID + "/custom-data", `{"customData":`, `}`},
		{"PATCH", "/api/applications/" + application.ID, `{"customData":`, `}`},
		{"PATCH", "/api/applications/" + application.ID + "/custom-data", ``, ``},
		{"PATCH", "/api/organizations/" + organization.ID, `{"customData":`, `}`},
		{"POST", "/api/organizations", `{"name":"New","customData":`, `}`},
	}
	for _, body := range bodies {
		data := `{"odd":` + odd + `,"deep":[{"long":` + long + `}],"half":0.5,"emoji":"\ud83d\ude00"}`
		answer := p.API(body.method, body.path, token, body.before+data+body.after)
		if answer.StatusCode >= http.StatusBadRequest {
			t.Errorf("%s: %d %s", body.path, answer.StatusCode, answer.Text)
			continue
		}
		for _, kept := range []string{`"odd":` + odd, `"long":` + long, `"half":0.5`, "😀"} {
			if !strings.Contains(answer.Text, kept) {
				t.Errorf("%s: no %s in %s", body.path, kept, answer.Text)
			}
		}
		for name, bad := range map[string]string{
			"repeated member":         `{"a":1,"a":2}`,
			"repeated member, within": `{"a":[{"b":1,"b":1}]}`,
			"repeated by an escape":   `{"a":1,"\u0061":2}`,
			"lone high surrogate":     `{"a":"\ud83d"}`,
			"lone low surrogate":      `{"a":"x\ude00"}`,
			"surrogates in disorder":  `{"a":"\ude00\ud83d"}`,
			"lone surrogate in names": `{"\ud800":1}`,
			"number out of range":     `{"a":1e400}`,
		} {
			answer := p.API(body.method, body.path, token, body.before+bad+body.after)
			if answer.StatusCode != http.StatusBadRequest || answer.JSON()["code"] != "guard.invalid_input" {
				t.Errorf("%s, %s: %d %s", body.path, name, answer.StatusCode, answer.Text)
			}
		}
	}
	for _, path := range []string{"/api/users/" + alice.ID, "/api/applications/" + application.ID, "/api/organizations/" + organization.ID} {
		if answer := p.API(http.MethodGet, path, token, ""); !strings.Contains(answer.Text, `"odd":`+odd) {
			t.Errorf("%s: %s", path, answer.Text)
		}
	}
	// One digit more is a change, in the record and in the audit log.
	p.API(http.MethodPatch, "/api/users/"+alice.ID, token, `{"customData":{"odd":9007199254740992}}`)
	p.API(http.MethodPatch, "/api/users/"+alice.ID, token, `{"customData":{"odd":`+odd+`}}`)
	if answer := p.API(http.MethodGet, "/api/users/"+alice.ID, token, ""); !strings.Contains(answer.Text, `"odd":`+odd) {
		t.Errorf("the last digit: %s", answer.Text)
	}
	if answer := p.API(http.MethodGet, "/api/logs?logKey=User.Data.Updated", token, ""); !strings.Contains(answer.Text, `"odd":`+odd) {
		t.Errorf("the audit log: %s", answer.Text)
	}
	if answer := p.API(http.MethodPatch, "/api/users/"+alice.ID, token, `{"name":"a","name":"b"}`); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("a repeated field: %d %s", answer.StatusCode, answer.Text)
	}
	c := p.Client(models.ApplicationTraditional)
	tokens := p.SignIn(c, "alice", servertest.Params{"scope": "openid custom_data"})
	if answer := p.UserInfo(tokens["access_token"].(string)); !strings.Contains(answer.Text, `"odd":`+odd) {
		t.Errorf("userinfo: %s", answer.Text)
	}
}
