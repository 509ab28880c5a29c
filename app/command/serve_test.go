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
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			logs, stderr := io.Pipe()
			var stdout bytes.Buffer
			code := make(chan int, 1)
			go func() {
				code <- command.Run(ctx, args, e, strings.NewReader(""), &stdout, stderr)
				_ = stderr.Close()
			}()
			lines := bufio.NewScanner(logs)
			for lines.Scan() && !strings.Contains(lines.Text(), "msg=ready") {
			}
			go func() { _, _ = io.Copy(io.Discard, logs) }()

			response, err := http.Get("http://127.0.0.1:" + e["PORT"] + "/oidc/.well-known/openid-configuration")
			if err != nil {
				t.Fatal(err)
			}
			_ = response.Body.Close()
			if response.StatusCode != http.StatusOK {
				t.Errorf("status %d", response.StatusCode)
			}
			http.DefaultClient.CloseIdleConnections()
			stop()
			got, address := <-code, "http://localhost:"+e["PORT"]+"/demo-app\n"
			if got != 0 || !strings.Contains(stdout.String(), address) {
				t.Errorf("code %d, stdout %q", got, stdout.String())
			}
		})
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
