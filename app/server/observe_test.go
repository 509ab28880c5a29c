package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"portico/app/config"
	"portico/app/server/servertest"
	"portico/models"
)

func TestMetrics(t *testing.T) {
	p := servertest.New(t, func(cfg *config.Config) { cfg.MetricsAddr = "127.0.0.1:9090" })
	p.User("alice")
	c := p.Client(models.ApplicationTraditional)
	p.SignIn(c, "alice", nil)
	browser := p.Browser()
	browser.SignIn(browser.Get(c.AuthorizeURL(nil)), "alice", "wrong")
	p.Token(c, servertest.Params{"grant_type": "refresh_token", "refresh_token": "unknown"})
	p.MachineToken()
	for _, path := range []string{"/a-person's-mistake", "/another", "/t/nobody/nothing", "/static/nothing.css"} {
		get(t, p, path)
	}

	answer := httptest.NewRecorder()
	p.Metrics.Handler(false).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	text := answer.Body.String()
	for _, line := range []string{
		`portico_sign_ins_total{result="success"} 1`,
		`portico_sign_ins_total{result="failure"} 1`,
		`portico_token_responses_total{grant="authorization_code"} 1`,
		`portico_token_responses_total{grant="client_credentials"} 1`,
		`portico_http_request_duration_seconds_count{method="POST",route="/oidc/token",status="2xx"} 2`,
		`portico_http_request_duration_seconds_count{method="POST",route="/oidc/token",status="4xx"} 1`,
		`portico_http_request_duration_seconds_bucket{method="POST",route="/sign-in",status="3xx",le="+Inf"} 1`,
		`portico_http_request_duration_seconds_count{method="GET",route="/",status="4xx"} 2`,
		`portico_http_request_duration_seconds_count{method="GET",route="/t/:tenant",status="4xx"} 1`,
		`portico_http_request_duration_seconds_count{method="GET",route="/static/*",status="4xx"} 1`,
		"portico_password_hashes_working 0",
		"portico_password_hashes_waiting 0",
		"# TYPE go_goroutines gauge",
		"# TYPE process_cpu_seconds_total counter",
		`go_build_info{`,
	} {
		if !strings.Contains(text, line) {
			t.Errorf("missing: %s", line)
		}
	}
	pools := []string{"reader", "writer"}
	if p.DB.Dialect() == "postgres" {
		pools = []string{"postgres"}
	}
	for _, pool := range pools {
		for _, name := range []string{"connections_max", "connections_open", "connections_in_use", "connection_waits_total", "connection_wait_seconds_total"} {
			if line := "portico_db_" + name + `{pool="` + pool + `"} `; !strings.Contains(text, line) {
				t.Errorf("missing: %s", line)
			}
		}
	}
	for _, typed := range []string{"alice", "mistake", "another", "nobody", c.ID, `grant="refresh_token"`} {
		if strings.Contains(text, typed) {
			t.Errorf("%s became a label", typed)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

func TestMetricsAreOffByDefault(t *testing.T) {
	if p := servertest.New(t); p.Metrics != nil {
		t.Error("there are metrics without METRICS_ADDR")
	}
}
