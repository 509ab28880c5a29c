package audit_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/server/servertest"
	"portico/models"
)

type object = map[string]any

// logs lists audit logs by the API.
func logs(t *testing.T, p *servertest.Provider, token, query string) []object {
	t.Helper()
	answer := p.For(t).API("GET", "/api/logs?"+query, token, "")
	var rows []object
	if err := json.Unmarshal([]byte(answer.Text), &rows); err != nil || answer.StatusCode != 200 {
		t.Fatalf("%d %s: %v", answer.StatusCode, answer.Text, err)
	}
	return rows
}

func TestAPILogBody(t *testing.T) {
	p := servertest.New(t)
	token := p.MachineToken()
	rows := []models.AuditLog{
		{
			ID: "whole", Key: "User.Data.Updated", Result: models.AuditError, UserID: "u", ApplicationID: "a",
			IP: "192.0.2.1", UserAgent: "curl", Reason: "entity.not_found", Count: 3, CreatedAt: 1,
			Payload: object{"before": object{"name": "A"}, "actor": object{"id": "o"}},
		},
		{ID: "bare", Key: "User.Deleted", Result: models.AuditSuccess, Count: 1, CreatedAt: 2},
	}
	if err := p.Records().AuditLogs.Add(t.Context(), rows...); err != nil {
		t.Fatal(err)
	}
	want := []object{
		{
			"tenantId": "default", "id": "bare", "key": "User.Deleted", "createdAt": 2.0,
			"payload": object{"key": "User.Deleted", "result": "Success"},
		},
		{
			"tenantId": "default", "id": "whole", "key": "User.Data.Updated", "createdAt": 1.0,
			"payload": object{
				"key": "User.Data.Updated", "result": "Error", "error": "entity.not_found", "ip": "192.0.2.1",
				"userAgent": "curl", "userId": "u", "applicationId": "a",
				"params": object{"before": object{"name": "A"}, "actor": object{"id": "o"}, "count": 3.0},
			},
		},
	}
	if diff := cmp.Diff(want, logs(t, p, token, "end_time=3")); diff != "" {
		t.Error(diff)
	}
	for _, row := range want {
		id, _ := row["id"].(string)
		if diff := cmp.Diff(row, p.API("GET", "/api/logs/"+id, token, "").JSON()); diff != "" {
			t.Error(diff)
		}
	}
	if missing := p.API("GET", "/api/logs/none", token, ""); missing.StatusCode != 404 || missing.JSON()["code"] != "entity.not_exists_with_id" {
		t.Errorf("got %d %s", missing.StatusCode, missing.Text)
	}
}

func TestAPIListLogs(t *testing.T) {
	p := servertest.New(t)
	token := p.MachineToken()
	begin := p.Now().Add(time.Hour)
	for i, row := range []models.AuditLog{
		{ID: "a", Key: "User.Created", UserID: "u1"},
		{ID: "b", Key: "User.Deleted", UserID: "u1", ApplicationID: "x"},
		{ID: "c", Key: "User.Created", UserID: "u2", ApplicationID: "x"},
	} {
		row.Result, row.CreatedAt = models.AuditSuccess, begin.Add(time.Duration(i)*time.Second).UnixMilli()
		if err := p.Records().AuditLogs.Add(t.Context(), row); err != nil {
			t.Fatal(err)
		}
	}
	at := func(i int) string {
		return strconv.FormatInt(begin.Add(time.Duration(i)*time.Second).UnixMilli(), 10)
	}
	tests := []struct{ name, query, want string }{
		{"newest first", "", "cba"},
		{"user", "userId=u1", "ba"},
		{"application", "applicationId=x", "cb"},
		{"key", "logKey=User.Created", "ca"},
		{"all of them", "logKey=User.Created&userId=u2&applicationId=x", "c"},
		{"no such key", "logKey=User", ""},
		{"until", "end_time=" + at(2), "ba"},
		{"from", "start_time=" + at(1) + "&enableCap=true", "cb"},
		{"page", "page=2&page_size=2", "a"},
		{"a time in the future", "start_time=" + at(99), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			query, got := test.query, ""
			if !strings.Contains(query, "start_time") {
				query += "&start_time=" + at(0)
			}
			for _, row := range logs(t, p, token, query) {
				id, _ := row["id"].(string)
				got += id
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if rows := logs(t, p, token, "end_time=0"); len(rows) != 0 {
		t.Errorf("before the beginning of time: %v", rows)
	}
	for _, query := range []string{
		"start_time=yesterday", "end_time=1.5", "start_time=-1", "end_time=99999999999999999999", "start_time=2026-01-01",
		"start_time=2&end_time=1", "start_time=" + at(1) + "&end_time=" + at(0),
	} {
		t.Run(query, func(t *testing.T) {
			if answer := p.For(t).API("GET", "/api/logs?"+query, token, ""); answer.StatusCode != 400 || answer.JSON()["code"] != "guard.invalid_input" {
				t.Errorf("got %d %s", answer.StatusCode, answer.Text)
			}
		})
	}
	if rows := logs(t, p, token, "start_time="+at(1)+"&end_time="+at(1)); len(rows) != 0 {
		t.Errorf("from a time until the same: %v", rows)
	}
	page := p.API("GET", "/api/logs?page_size=2&userId=u1&start_time="+at(0), token, "")
	if page.Header.Get("Total-Number") != "2" || page.Header.Get("Link") == "" {
		t.Errorf("headers %v", page.Header)
	}
}

// The row of an authorization request names the interaction that began.
func TestAPILogNamesTheInteraction(t *testing.T) {
	p := servertest.New(t)
	token := p.MachineToken()
	b := p.Browser()
	b.Get(p.Client(models.ApplicationTraditional).AuthorizeURL(nil))
	rows := logs(t, p, token, "logKey=Interaction.Create")
	if len(rows) != 1 {
		t.Fatalf("got %v", rows)
	}
	payload, _ := rows[0]["payload"].(object)
	id, _ := payload["interactionId"].(string)
	if _, err := p.Records().Interactions.Get(t.Context(), id); err != nil {
		t.Errorf("interaction %q: %v", id, err)
	}
}

// API calls are logged with their caller.
func TestAPILogSaysWho(t *testing.T) {
	p := servertest.New(t)
	operator := p.Operator(models.RoleEditor)
	token := p.OperatorToken(models.RoleEditor, models.TenantDefault)
	user := p.User("ann")
	p.API("PATCH", "/api/users/"+user.ID, token, `{"name":"Ann"}`)
	rows := logs(t, p, token, "logKey=User.Data.Updated&userId="+user.ID)
	if len(rows) != 1 {
		t.Fatalf("got %v", rows)
	}
	payload, _ := rows[0]["payload"].(object)
	want := object{
		"before": object{"name": nil}, "after": object{"name": "Ann"},
		"actor": object{"kind": "operator", "id": operator.ID, "name": models.RoleEditor},
	}
	if diff := cmp.Diff(want, payload["params"]); diff != "" {
		t.Error(diff)
	}
}
