//go:build e2e

package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// site is an installation in a child process.
type site struct {
	url     string // its public URL
	environ []string
	child   *exec.Cmd
	log     *bytes.Buffer
	printed string // the file with its output to the terminal
}

func (s *site) issuer() string { return s.url + "/oidc" }

// environOf returns the complete environment of a child process.
func environOf(dataDir string, port int, more ...string) []string {
	return append([]string{
		"PATH=" + os.Getenv("PATH"), "HOST=localhost", "DATA_DIR=" + dataDir, "PORT=" + strconv.Itoa(port),
		"ENDPOINT=http://localhost:" + strconv.Itoa(port),
	}, more...)
}

// freePort returns a port that is not in use.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

// startSite starts an installation in a folder and waits until it is ready.
func startSite(dataDir string, more ...string) (*site, error) {
	port, err := freePort()
	if err != nil {
		return nil, fmt.Errorf("find a free port: %w", err)
	}
	s := &site{url: "http://localhost:" + strconv.Itoa(port), environ: environOf(dataDir, port, more...)}
	return s, s.start()
}

func (s *site) start() error {
	s.log = &bytes.Buffer{}
	printed, err := os.CreateTemp("", "portico-e2e-printed-")
	if err != nil {
		return fmt.Errorf("create output file: %w", err)
	}
	defer printed.Close()
	s.printed = printed.Name()
	s.child = commandIn(context.Background(), s.environ, "serve")
	s.child.Stderr, s.child.Stdout = s.log, printed
	if err := s.child.Start(); err != nil {
		return fmt.Errorf("start the program: %w", err)
	}
	deadline := time.Now().Add(20 * time.Second)
	for !s.isReady() {
		if time.Now().After(deadline) {
			s.kill()
			return fmt.Errorf("the program did not become ready:\n%s", s.log)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

func (s *site) isReady() bool {
	resp, err := http.Get(s.url + "/api/status")
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	return resp.StatusCode == http.StatusNoContent
}

// kill kills the program without warning.
func (s *site) kill() {
	_ = os.Remove(s.printed)
	_ = s.child.Process.Kill()
	_ = s.child.Wait()
}

// stop asks the program to stop and waits for it.
func (s *site) stop() error {
	if err := s.child.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.child.Wait()
}

// newSite starts a new installation for the test.
func newSite(t *testing.T, more ...string) *site {
	t.Helper()
	s, err := startSite(t.TempDir(), more...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	return s
}

// shared is the installation that most scenarios use concurrently.
var shared struct { // one for all scenarios, like the browser
	once sync.Once
	site *site
	dir  string
	err  error
}

func sharedSite(t *testing.T) *site {
	t.Helper()
	shared.once.Do(func() {
		if shared.dir, shared.err = os.MkdirTemp("", "portico-e2e-site-"); shared.err == nil {
			shared.site, shared.err = startSite(shared.dir)
		}
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.site
}

func closeShared() {
	if shared.site != nil {
		shared.site.kill()
	}
	_ = os.RemoveAll(shared.dir)
}

// command runs the command line of the installation and returns its stdout.
func (s *site) command(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	cmd := commandIn(t.Context(), s.environ, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("portico %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return stdout.String()
}

// application is a client, as printed by its registration.
type application struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// addApplication registers a client; flags are those of `app create`.
func (s *site) addApplication(t *testing.T, name, kind, redirectURI string, flags ...string) application {
	t.Helper()
	args := append([]string{"app", "create", "--name", name, "--type", kind, "--redirect-uri", redirectURI}, flags...)
	var a application
	if err := json.Unmarshal([]byte(s.command(t, "", args...)), &a); err != nil {
		t.Fatalf("read the registered application: %v", err)
	}
	return a
}

// password meets every policy; it contains nobody's name.
const password = "correct-Horse-7-battery"

// addUser creates a user with the shared password.
func (s *site) addUser(t *testing.T, username string, flags ...string) {
	t.Helper()
	s.command(t, password, append([]string{"user", "create", "--username", username, "--password-stdin"}, flags...)...)
}
