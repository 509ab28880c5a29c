package outbound_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"portico/app/ground/outbound"
)

func withPort(target, port string) string { return strings.ReplaceAll(target, "{port}", port) }

// contextThatEnds returns a context that ends soon, so that a connection to nowhere
// does not hold up the test.
func contextThatEnds(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), 50*time.Millisecond)
}

func loopbackGuard() *outbound.Guard { return outbound.New(outbound.Policy{AllowLoopback: true}) }

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

func TestGet(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/jwks" {
			http.Error(w, "no", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"keys":[]}`)
	})
	for _, base := range []string{url, strings.Replace(url, "127.0.0.1", "localhost", 1)} {
		body, header, err := loopbackGuard().Get(t.Context(), base+"/jwks")
		if err != nil {
			t.Fatal(err)
		}
		if string(body) != `{"keys":[]}` || header.Get("Content-Type") != "application/json" {
			t.Errorf("body %s, header %v", body, header)
		}
	}
	if _, _, err := loopbackGuard().Get(t.Context(), url+"/other"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("404: got %v", err)
	}
}

func TestCertificatesAreVerified(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	_, _, err := loopbackGuard().Get(t.Context(), server.URL)
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v, want a certificate error", err)
	}
}

func TestSizeLimit(t *testing.T) {
	const limit = 1000
	body := func(size int) []byte { return bytes.Repeat([]byte("x"), size) }
	tests := []struct {
		name    string
		handler http.HandlerFunc
		large   bool
	}{
		{"at the limit", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body(limit)) }, false},
		{"one over", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body(limit + 1)) }, true},
		{"chunks at the limit", inChunks(limit / 10), false},
		{"chunks over", inChunks(limit/10 + 1), true},
		{"endless", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write(body(512))
			}
		}, true},
		{"compressed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			_, _ = z.Write(body(100 * limit))
			_ = z.Close()
		}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := loopbackGuard().Client(outbound.Limits{MaxBytes: limit})
			resp, err := client.Get(serve(t, test.handler))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = resp.Body.Close() }()
			got, err := io.ReadAll(resp.Body)
			if errors.Is(err, outbound.ErrTooLarge) != test.large || (err != nil) != test.large {
				t.Errorf("error %v, too large: %v", err, test.large)
			}
			if len(got) != limit {
				t.Errorf("read %d bytes", len(got))
			}
		})
	}
}

// inChunks writes chunks of ten bytes without a Content-Length.
func inChunks(count int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for range count {
			_, _ = io.WriteString(w, "0123456789")
			_ = http.NewResponseController(w).Flush()
		}
	}
}

func TestDefaultSizeLimit(t *testing.T) {
	for size, large := range map[int]bool{outbound.DefaultMaxBytes: false, outbound.DefaultMaxBytes + 1: true} {
		url := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, size)) })
		if _, _, err := loopbackGuard().Get(t.Context(), url); errors.Is(err, outbound.ErrTooLarge) != large {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

func TestHeaderLimit(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X", strings.Repeat("x", 2*outbound.DefaultMaxBytes))
	})
	if _, _, err := loopbackGuard().Get(t.Context(), url); err == nil {
		t.Error("unbounded headers were read")
	}
}

func TestTimeLimit(t *testing.T) {
	tests := []struct {
		name    string
		handler http.HandlerFunc
	}{
		{"no answer", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{"no end", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client := loopbackGuard().Client(outbound.Limits{Timeout: 50 * time.Millisecond})
			resp, err := client.Get(serve(t, test.handler))
			if err == nil {
				_, err = io.ReadAll(resp.Body)
				_ = resp.Body.Close()
			}
			var timeout interface{ Timeout() bool }
			if !errors.As(err, &timeout) || !timeout.Timeout() {
				t.Errorf("got %v, want a time-out", err)
			}
		})
	}
}

func TestContextEndsTheRequest(t *testing.T) {
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := contextThatEnds(t)
	defer cancel()
	if _, _, err := loopbackGuard().Get(ctx, url); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}
