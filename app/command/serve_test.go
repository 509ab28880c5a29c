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
			got, address := stop(), "http://localhost:"+e["PORT"]+"/demo-app\n"
			if got.code != 0 || !strings.Contains(got.stdout, address) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// serve runs a command line that serves, and waits until it is ready. The
// returned function stops it.
func (e environment) serve(t *testing.T, args ...string) (stop func() result) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	logs, stderr := io.Pipe()
	var stdout, logged bytes.Buffer
	code, ready, ended := make(chan int, 1), make(chan bool), make(chan bool)
	go func() {
		code <- command.Run(ctx, args, e, strings.NewReader(""), &stdout, stderr)
		_ = stderr.Close()
	}()
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(io.TeeReader(logs, &logged)); lines.Scan(); {
			if strings.Contains(lines.Text(), "msg=ready") || strings.Contains(lines.Text(), `"msg":"ready"`) {
				close(ready)
			}
		}
	}()
	select {
	case <-ready:
	case <-ended:
		t.Fatalf("portico %s: ended before it was ready\n%s", strings.Join(args, " "), &logged)
	}
	return func() result {
		cancel()
		<-ended
		return result{<-code, stdout.String(), logged.String()}
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
