package command_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// Metrics and profiles have a separate address; the public one serves neither.
func TestMetricsAddress(t *testing.T) {
	e := installed(t)
	e["HOST"], e["PORT"], e["METRICS_ADDR"] = "127.0.0.1", freePort(t), "127.0.0.1:"+freePort(t)
	stop := e.serve(t, "serve")
	public, own := "http://127.0.0.1:"+e["PORT"], "http://"+e["METRICS_ADDR"]
	fetch(t, public+"/api/status")
	for address, want := range map[string]string{
		own + "/metrics":                       `portico_http_request_duration_seconds_count{method="GET",route="/api/status",status="2xx"} 1`,
		own + "/debug/pprof/goroutine?debug=1": "goroutine profile",
	} {
		if got := fetch(t, address); !strings.Contains(got, want) {
			t.Errorf("%s lacks %s:\n%s", address, want, got)
		}
	}
	for _, address := range []string{public + "/metrics", public + "/debug/pprof/", own + "/api/status"} {
		response, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", address, response.StatusCode)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	if got := stop(); got.code != 0 || strings.Contains(got.stderr, "WARN") {
		t.Errorf("got %+v", got)
	}
}

// Profiles are not served where other machines can reach the metrics.
func TestMetricsForOthers(t *testing.T) {
	e := installed(t)
	port := freePort(t)
	e["HOST"], e["PORT"], e["METRICS_ADDR"] = "127.0.0.1", freePort(t), ":"+port
	stop := e.serve(t, "serve")
	if got := fetch(t, "http://127.0.0.1:"+port+"/metrics"); !strings.Contains(got, "go_goroutines ") {
		t.Errorf("got %s", got)
	}
	if got := fetch(t, "http://127.0.0.1:"+port+"/debug/pprof/"); !strings.Contains(got, "404") {
		t.Errorf("got %s", got)
	}
	http.DefaultClient.CloseIdleConnections()
	if got := stop(); !strings.Contains(got.stderr, "level=WARN") {
		t.Errorf("got %+v", got)
	}
}

func TestMetricsOnATakenPort(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	e := installed(t)
	e["HOST"], e["PORT"], e["METRICS_ADDR"] = "127.0.0.1", freePort(t), listener.Addr().String()
	e.fails(t, 1, "METRICS_ADDR", "")
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
