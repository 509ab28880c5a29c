//go:build e2e

package e2e_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// needNode skips or fails the test if Node or the clients are not installed.
func needNode(t *testing.T) {
	t.Helper()
	builtClient(t, "node/node_modules")
}

// settings are what a script knows about its application and the provider.
type settings struct {
	Endpoint              string `json:"endpoint"`
	Issuer                string `json:"issuer"`
	ID                    string `json:"id"`
	Secret                string `json:"secret"`
	AuthMethod            string `json:"authMethod"`
	RedirectURI           string `json:"redirectURI"`
	PostLogoutRedirectURI string `json:"postLogoutRedirectURI"`
	FirstScreen           string `json:"firstScreen,omitempty"`
	// What a third-party application asks for, and where.
	Scope         string   `json:"scope,omitempty"`
	Resource      string   `json:"resource,omitempty"`
	Organizations []string `json:"organizations,omitempty"`
}

// message is one line from a script: where the user has to go, or its result.
type message struct {
	Visit  string          `json:"visit"`
	URL    string          `json:"url"`
	Result json.RawMessage `json:"result"`
}

// runNode runs a script of clients/node as runScript does.
func runNode(t *testing.T, script string, with settings, visit func(purpose, url string) (string, error), result any) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", script)
	cmd.Dir = filepath.Join(clientsFolder, "node")
	runScript(t, cmd, with, visit, result)
}

// runScript runs a client without pages of its own and does for it what a
// person does; the client's result goes to result.
func runScript(t *testing.T, cmd *exec.Cmd, with settings, visit func(purpose, url string) (string, error), result any) {
	t.Helper()
	text, err := json.Marshal(with)
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.Env = append(os.Environ(), "CLIENT_SETTINGS="+string(text))
	stdin, stdout := pipes(t, cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	if !converse(t, stdin, stdout, visit, result) {
		_ = cmd.Wait()
		t.Fatalf("%s ended without a result:\n%s", cmd, &stderr)
	}
}

func pipes(t *testing.T, cmd *exec.Cmd) (io.WriteCloser, io.Reader) {
	t.Helper()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return stdin, stdout
}

// converse responds to a script until it reports its result; false if it never does.
func converse(t *testing.T, stdin io.Writer, stdout io.Reader, visit func(purpose, url string) (string, error), result any) bool {
	t.Helper()
	lines := bufio.NewScanner(stdout)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var m message
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatalf("the script printed %q: %v", lines.Text(), err)
		}
		if m.Result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				t.Fatalf("read the result %s: %v", m.Result, err)
			}
			return true
		}
		back, err := visit(m.Visit, m.URL)
		if err != nil {
			t.Fatalf("%s at %s: %v", m.Visit, m.URL, err)
		}
		if _, err := io.WriteString(stdin, back+"\n"); err != nil {
			return false
		}
	}
	return false
}
