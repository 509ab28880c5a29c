package worker_test

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"portico/app/ground/outbound"
	"portico/app/ground/script"
)

// upstream is a server on loopback that a script may reach, in tests.
func upstream(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		body := make([]byte, 100)
		n, _ := r.Body.Read(body)
		w.Header().Set("X-Upstream", "yes")
		_, _ = fmt.Fprintf(w, `{"method":%q,"type":%q,"auth":%q,"query":%q,"body":%q}`,
			r.Method, r.Header.Get("Content-Type"), r.Header.Get("Authorization"), r.URL.RawQuery, body[:n])
	})
	mux.HandleFunc("/missing", http.NotFound)
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 300<<10)) })
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/private", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://10.0.0.1/", http.StatusFound)
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/echo", http.StatusFound) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestFetch(t *testing.T) {
	pool, base := newPool(t, 1), upstream(t)
	tests := map[string]string{
		`await (await fetch('` + base + `/echo?a=1', { method: 'post', headers: { authorization: 'x' }, body: JSON.stringify({ a: 1 }) })).json()`: `{"auth":"x","body":"{\"a\":1}","method":"POST","query":"a=1","type":"text/plain;charset=UTF-8"}`,
		`await (await fetch(new URL('` + base + `/echo'), { method: 'PUT', body: new URLSearchParams({ a: 'b c' }) })).json()`:                     `{"auth":"","body":"a=b+c","method":"PUT","query":"","type":"application/x-www-form-urlencoded;charset=UTF-8"}`,
		`(await fetch('` + base + `/missing')).ok`:                                                                                                 `false`,
		`(await fetch('` + base + `/missing')).status`:                                                                                             `404`,
		`(await fetch('` + base + `/echo')).headers.get('x-upstream')`:                                                                             `"yes"`,
		`(await fetch('` + base + `/moved')).redirected`:                                                                                           `true`,
		`(await fetch('` + base + `/moved', { redirect: 'manual' })).status`:                                                                       `302`,
		`(await (await fetch('` + base + `/echo')).arrayBuffer()).byteLength > 10`:                                                                 `true`,
		`await Promise.all([1, 2, 3].map(async (n) => (await (await fetch('` + base + `/echo?n=' + n)).json()).query))`:                            `["n=1","n=2","n=3"]`,
		`await fetch('` + base + `/moved', { redirect: 'error' }).then(() => 'no', (e) => e instanceof TypeError)`:                                 `true`,
		`await fetch('` + base + `/large').then((r) => 'no', (e) => e.message)`:                                                                    `"fetch failed: the request or the response is too large"`,
		`await fetch('` + base + `/echo', { method: 'POST', body: 'x'.repeat(70000) }).then(() => 'no', (e) => e.message)`:                         `"fetch failed: the request or the response is too large"`,
		`await fetch('` + base + `/echo', { method: 'CONNECT' }).then(() => 'no', (e) => e.message)`:                                               `"fetch failed: this address or method is not allowed"`,
		`await fetch('nonsense').then(() => 'no', (e) => e instanceof TypeError)`:                                                                  `true`,
		`(await Promise.allSettled([...Array(12)].map(() => fetch('` + base + `/echo')))).filter((r) => r.status === 'rejected').length`:           `2`,
		`await (async () => { const r = await fetch('` + base + `/echo'); await r.text(); return r.text().then(() => 'no', () => r.bodyUsed) })()`: `true`,
	}
	for expression, want := range tests {
		outcome, failure := run(t, pool, function("return { x: "+expression+" };"))
		if failure == nil && strings.HasPrefix(want, "{") {
			outcome, failure = run(t, pool, function("const x = "+expression+"; return { x: Object.fromEntries(Object.entries(x).sort()) };"))
		}
		if failure != nil || string(outcome.Claims["x"]) != want {
			t.Errorf("%s: %s, %v, want %s", expression, outcome.Claims["x"], failure, want)
		}
	}
}

// A request that never ends ends with the run.
func TestFetchIsWithinTheLimit(t *testing.T) {
	pool, base := newPool(t, 1), upstream(t)
	began := time.Now()
	_, failure := run(t, pool, function("await fetch('"+base+"/slow'); return {}"))
	if took := time.Since(began); failure == nil || took > script.TimeLimit+2*time.Second {
		t.Errorf("%v after %v", failure, took)
	}
	if _, failure := run(t, pool, function("return {}")); failure != nil {
		t.Error(failure)
	}
}

// A request that nobody awaits does not disturb the next run.
func TestFetchThatNobodyAwaits(t *testing.T) {
	pool, base := newPool(t, 1), upstream(t)
	for range 20 {
		if _, failure := run(t, pool, function("fetch('"+base+"/echo'); return {}")); failure != nil {
			t.Fatal(failure)
		}
	}
}

// Nothing but public addresses over https can be reached, however the address is
// written, by redirect or by name (see app/ground/outbound for all spellings), and no
// error tells what is there.
func TestFetchStaysOutside(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	pool := script.NewPool(script.Config{
		Command: []string{program, "worker"}, Size: 1, Outbound: outbound.New(outbound.Policy{}), Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	t.Cleanup(pool.Close)
	for _, address := range []string{
		"http://127.0.0.1:" + port, "https://127.0.0.1:" + port, "https://localhost:" + port, "https://[::1]:" + port,
		"https://2130706433:" + port, "https://0x7f.1:" + port, "https://0:" + port, "https://127.1:" + port,
		"https://[::ffff:127.0.0.1]:" + port, "https://169.254.169.254/latest/meta-data", "https://10.0.0.1", "https://192.168.1.1",
		"https://172.16.0.1", "https://100.64.0.1", "https://[fe80::1]", "https://[fd00::1]", "https://[64:ff9b::7f00:1]",
		"http://example.com", "ftp://example.com", "file:///etc/passwd", "data:text/plain,x", "https://user@127.0.0.1",
	} {
		outcome, failure := run(t, pool, function("return { x: await fetch('"+address+"').then(() => 'reached', (e) => e.message) };"))
		got := string(outcome.Claims["x"])
		isRefused := strings.Contains(got, "not allowed") || strings.Contains(got, "Invalid URL") || strings.Contains(got, "no response")
		if failure != nil || !isRefused || strings.Contains(got, "127.0.0.1") && !strings.Contains(got, "Invalid URL") {
			t.Errorf("%s: %s %v", address, got, failure)
		}
	}
	open := newPool(t, 1) // loopback is allowed, private addresses are not
	outcome, _ := run(t, open, function("return { x: await fetch('"+upstream(t)+"/private').then(() => 'reached', (e) => e.message) };"))
	if got := string(outcome.Claims["x"]); !strings.Contains(got, "not allowed") {
		t.Errorf("a redirect: %s", got)
	}
	if conn, err := net.DialTimeout("tcp", listener.Addr().String(), time.Second); err != nil {
		t.Error("the test's own listener cannot be reached", err)
	} else {
		_ = conn.Close()
	}
}
