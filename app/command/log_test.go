package command_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestLogFormatAndLevel(t *testing.T) {
	e := installed(t)
	e["LOG_FORMAT"] = "json"
	var line struct{ Level, Msg, Tenant string }
	logged := e.run(t, "", "seed", "--people").stderr
	if err := json.Unmarshal([]byte(logged), &line); err != nil || line.Level != "WARN" || line.Tenant != "default" {
		t.Errorf("got %q, %v", logged, err)
	}
	e["LOG_FORMAT"] = "text"
	if logged := e.run(t, "", "seed", "--people").stderr; !strings.Contains(logged, "level=WARN") {
		t.Errorf("got %q", logged)
	}
	e["LOG_LEVEL"] = "error"
	if logged := e.run(t, "", "seed", "--people").stderr; logged != "" {
		t.Errorf("got %q", logged)
	}
}

// At debug level every request is logged, by route: a path may contain something
// private.
func TestRequestsAreLogged(t *testing.T) {
	for _, level := range []string{"info", "debug"} {
		e := installed(t)
		e["HOST"], e["PORT"], e["LOG_LEVEL"] = "127.0.0.1", freePort(t), level
		stop := e.serve(t, "serve")
		response, err := http.Get("http://127.0.0.1:" + e["PORT"] + "/t/admin/api/status?secret=1")
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		http.DefaultClient.CloseIdleConnections()
		logged := stop().stderr
		isLogged := strings.Contains(logged, `msg="request answered"`) && strings.Contains(logged, "status=204") &&
			strings.Contains(logged, "route=/t/:tenant/api/status") &&
			strings.Contains(logged, "request_id="+response.Header.Get("portico-request-id"))
		if isLogged != (level == "debug") || strings.Contains(logged, "secret") {
			t.Errorf("%s:\n%s", level, logged)
		}
	}
}
