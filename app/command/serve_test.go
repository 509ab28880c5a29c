package command_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"portico/app/command"
)

func TestServe(t *testing.T) {
	for name, args := range map[string][]string{"serve": {"serve"}, "by default": nil} {
		t.Run(name, func(t *testing.T) {
			e := installed(t)
			e["HOST"], e["PORT"] = "127.0.0.1", freePort(t)
			stop := e.serve(t, args...)
			response, err := http.Get("http://127.0.0.1:" + e["PORT"] + "/oidc/.well-known/openid-configuration")
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if response.StatusCode != http.StatusOK {
				t.Errorf("status %d", response.StatusCode)
			}
			http.DefaultClient.CloseIdleConnections()
			code, stdout := stop()
			if address := "http://localhost:" + e["PORT"] + "/demo-app\n"; code != 0 || !strings.Contains(stdout, address) {
				t.Errorf("code %d, stdout %q", code, stdout)
			}
		})
	}
}

// serve runs a command line that serves, and waits until it is ready. It is
// stopped by the function that it returns, with its exit code and stdout.
func (e environment) serve(t *testing.T, args ...string) (stop func() (int, string)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	logs, stderr := io.Pipe()
	var stdout bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- command.Run(ctx, args, e, strings.NewReader(""), &stdout, stderr)
		_ = stderr.Close()
	}()
	isReady := false
	for lines := bufio.NewScanner(logs); !isReady && lines.Scan(); {
		isReady = strings.Contains(lines.Text(), "msg=ready")
	}
	if !isReady {
		t.Fatalf("portico %s: code %d before it was ready", strings.Join(args, " "), <-code)
	}
	go func() { _, _ = io.Copy(io.Discard, logs) }()
	return func() (int, string) {
		cancel()
		return <-code, stdout.String()
	}
}

func TestServeOnATakenPort(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	e := installed(t)
	e["HOST"], e["PORT"] = "127.0.0.1", port
	e.fails(t, 1, "PORT", "")
}
