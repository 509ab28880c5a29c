//go:build e2e

package e2e_test

import (
	"bytes"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// clientsFolder holds small programs around the client libraries of others.
var clientsFolder = filepath.Join("..", "..", "fixtures", "clients")

// builtClient is the absolute path of something that the Makefile of the
// clients builds. It skips or fails where that has not been done.
func builtClient(t *testing.T, path string) string {
	t.Helper()
	built, err := filepath.Abs(filepath.Join(clientsFolder, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(built); err != nil {
		missing(t, "fixtures/clients/"+path+" (make -C fixtures/clients "+path+")")
	}
	return built
}

// newClientOrigin is an origin at which a client can listen. It has the host
// that most documentation uses for development.
func newClientOrigin(t *testing.T) string {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatalf("find a free port: %v", err)
	}
	return "http://localhost:" + strconv.Itoa(port)
}

// portOf is the port of an origin.
func portOf(t *testing.T, origin string) string {
	t.Helper()
	u, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}

// startClient runs a client that serves pages at an origin, in a folder of the
// clients, and waits until it listens. What it wrote last is shown if the test fails.
func startClient(t *testing.T, origin, folder string, environ []string, program string, args ...string) {
	t.Helper()
	var log bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir = filepath.Join(clientsFolder, folder)
	cmd.Env = append(os.Environ(), environ...)
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatalf("start the client: %v", err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		stopClient(cmd, ended)
		if t.Failed() {
			const most = 4000
			t.Logf("%s wrote:\n%s", folder, log.Bytes()[max(0, log.Len()-most):])
		}
	})
	awaitClient(t, origin, ended)
}

// runClient runs a program of a client to its end.
func runClient(t *testing.T, folder string, environ []string, program string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir = filepath.Join(clientsFolder, folder)
	cmd.Env = append(os.Environ(), environ...)
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, output)
	}
}

// awaitClient waits until somebody listens at the origin. Programs on a virtual
// machine take a while on a busy computer.
func awaitClient(t *testing.T, origin string, ended <-chan struct{}) {
	t.Helper()
	const patience = 90 * time.Second
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		connection, err := net.Dial("tcp", net.JoinHostPort("localhost", portOf(t, origin)))
		if err == nil {
			_ = connection.Close()
			return
		}
		select {
		case <-ended:
			t.Fatal("the client ended at once")
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatalf("the client did not listen at %s within %s", origin, patience)
}

// stopClient lets a client end its own children before it is killed.
func stopClient(cmd *exec.Cmd, ended <-chan struct{}) {
	_ = cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		_ = cmd.Process.Kill()
		<-ended
	}
}
