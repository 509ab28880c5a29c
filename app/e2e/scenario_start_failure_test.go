//go:build e2e

package e2e_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// If startup fails, one line says what is wrong, and a supervisor sees the failure.
func TestStartFailures(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	takenPort := taken.Addr().(*net.TCPAddr).Port
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	kek := "SECRET_VAULT_KEK=" + base64.StdEncoding.EncodeToString(make([]byte, 32))
	for _, test := range []struct {
		name    string
		environ []string
		says    string
	}{
		{"taken port", environOf(t.TempDir(), takenPort), "PORT"},
		{"data folder is a file", environOf(file, port), file},
		{"data folder below a file", environOf(filepath.Join(file, "data"), port), file},
		{"database out of reach", environOf(t.TempDir(), port, kek, "DB_URL=postgres://portico@localhost:1/portico"), "localhost:1"},
		{"key is no key", environOf(t.TempDir(), port, "SECRET_VAULT_KEK=short"), "SECRET_VAULT_KEK"},
		{"port is no number", environOf(t.TempDir(), port, "PORT=many"), "PORT"},
		{"endpoint is no address", environOf(t.TempDir(), port, "ENDPOINT=here"), "ENDPOINT"},
		{"certificate without its key", environOf(t.TempDir(), port, "HTTPS_CERT_PATH=cert.pem"), "HTTPS_KEY_PATH"},
	} {
		t.Run(test.name, func(t *testing.T) {
			said, code := failToStart(t, test.environ)
			lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
			if len(lines) != 1 || !strings.HasPrefix(said, "portico: ") || !strings.Contains(said, test.says) {
				t.Errorf("stderr has %d lines, want one that names %s:\n%s", len(lines), test.says, said)
			}
			if code <= 0 {
				t.Errorf("exit code %d, want a failure", code)
			}
		})
	}
}

// All nodes need the same key, so none is generated for Postgres.
func TestStartWithoutAKey(t *testing.T) {
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	environ := environOf(t.TempDir(), port, "DB_URL="+postgresURL(t))
	if said, _ := failToStart(t, environ); strings.Count(said, "\n") != 1 || !strings.Contains(said, "SECRET_VAULT_KEK") {
		t.Errorf("stderr has %q, want one line that names SECRET_VAULT_KEK", said)
	}
}

func failToStart(t *testing.T, environ []string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	started := time.Now()
	cmd := commandIn(ctx, environ, "serve")
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatalf("the program ended with %v after %s, want a failure", err, time.Since(started))
	}
	if stdout.Len() > 0 {
		t.Errorf("stdout has %q, want nothing", &stdout)
	}
	return stderr.String(), exit.ExitCode()
}
