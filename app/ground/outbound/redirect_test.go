package outbound_test

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/outbound"
)

func TestRedirectsAreCheckedAtEachHop(t *testing.T) {
	port, hits := counted(t)
	targets := map[string]string{
		"file":                "file:///etc/passwd",
		"private over http":   "http://10.0.0.1/",
		"private over https":  "https://10.0.0.1/",
		"metadata":            "http://169.254.169.254/latest/meta-data/",
		"public over http":    "http://8.8.8.8/",
		"unspecified":         "http://0.0.0.0:{port}/",
		"mapped loopback":     "http://[::ffff:127.0.0.1]:{port}/",
		"decimal loopback":    "http://2130706433:{port}/",
		"user information":    "http://a:b@127.0.0.1:{port}/",
		"other scheme":        "gopher://127.0.0.1:{port}/",
		"two hops to private": "/again?to=https://10.0.0.1/",
	}
	for name, target := range targets {
		t.Run(name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				to := withPort(target, port)
				if r.URL.Path == "/again" {
					to = r.URL.Query().Get("to")
				}
				w.Header().Set("Location", to)
				w.WriteHeader(http.StatusFound)
			})
			if _, _, err := loopbackGuard().Get(t.Context(), url+"/start"); !errors.Is(err, outbound.ErrRefused) {
				t.Errorf("got %v, want ErrRefused", err)
			}
		})
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}

func TestNumberOfRedirects(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		left, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if left == 0 {
			_, _ = io.WriteString(w, "there")
			return
		}
		http.Redirect(w, r, "/"+strconv.Itoa(left-1), http.StatusFound)
	})
	for hops, wantOK := range map[string]bool{"/0": true, "/1": true, "/3": true, "/4": false, "/50": false} {
		body, _, err := loopbackGuard().Get(t.Context(), url+hops)
		if wantOK && (err != nil || string(body) != "there") {
			t.Errorf("%s: %q, %v", hops, body, err)
		}
		if !wantOK && !errors.Is(err, outbound.ErrRefused) {
			t.Errorf("%s: got %v, want ErrRefused", hops, err)
		}
	}
}

// Neither another origin nor the same one receives the first request's credentials.
func TestRedirectsCarryNoCredentials(t *testing.T) {
	var got http.Header
	arrive := func(_ http.ResponseWriter, r *http.Request) { got = r.Header }
	other := serve(t, arrive)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/same":
			http.Redirect(w, r, "/arrive", http.StatusFound)
		case "/other":
			http.Redirect(w, r, other, http.StatusTemporaryRedirect)
		default:
			arrive(w, r)
		}
	})
	for _, path := range []string{"/same", "/other"} {
		got = nil
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header = http.Header{
			"Accept": {"application/json"}, "User-Agent": {"portico"}, "Authorization": {"Bearer secret"},
			"Cookie": {"a=secret"}, "X-Api-Key": {"secret"},
		}
		resp, err := loopbackGuard().Client(outbound.Limits{}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		got.Del("Accept-Encoding") // the transport's own
		want := http.Header{"Accept": {"application/json"}, "User-Agent": {"portico"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: headers at the second hop (-want +got):\n%s", path, diff)
		}
	}
}

func TestRedirectsThatAreNotFollowed(t *testing.T) {
	port, hits := counted(t)
	tests := []struct {
		name, method string
		limits       outbound.Limits
		status       int
	}{
		{"a client without redirects", http.MethodGet, outbound.Limits{NoRedirect: true}, http.StatusFound},
		{"the body would be sent again", http.MethodPost, outbound.Limits{}, http.StatusTemporaryRedirect},
		{"the body would be lost", http.MethodPost, outbound.Limits{}, http.StatusFound},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			url := serve(t, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://127.0.0.1:"+port, test.status)
			})
			req, err := http.NewRequestWithContext(t.Context(), test.method, url, strings.NewReader("secret"))
			if err != nil {
				t.Fatal(err)
			}
			resp, err := loopbackGuard().Client(test.limits).Do(req)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			if resp.StatusCode != test.status {
				t.Errorf("status %d, want the redirect itself", resp.StatusCode)
			}
		})
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}
