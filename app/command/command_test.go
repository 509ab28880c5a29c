package command_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"portico/app/command"
	"portico/models/store"
)

const password = "Planted-Secret-4711"

// result is the outcome of a command line.
type result struct {
	code           int
	stdout, stderr string
}

// environment holds the environment variables of a command.
type environment map[string]string

// run runs a command line with the given standard input.
func (e environment) run(t testing.TB, stdin string, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := command.Run(t.Context(), args, e, strings.NewReader(stdin), &stdout, &stderr)
	if strings.Contains(stderr.String(), password) {
		t.Errorf("portico %s: the password is on stderr:\n%s", strings.Join(args, " "), stderr.String())
	}
	return result{code, stdout.String(), stderr.String()}
}

// succeeds runs a command line that must succeed and returns its output.
func (e environment) succeeds(t testing.TB, stdin string, args ...string) string {
	t.Helper()
	got := e.run(t, stdin, args...)
	if got.code != 0 {
		t.Fatalf("portico %s: code %d\n%s", strings.Join(args, " "), got.code, got.stderr)
	}
	return got.stdout
}

// fails runs a command line that must exit with code and print one line on stderr
// that contains says.
func (e environment) fails(t testing.TB, code int, says, stdin string, args ...string) {
	t.Helper()
	got := e.run(t, stdin, args...)
	if got.code != code || got.stdout != "" {
		t.Errorf("portico %s: code %d and stdout %q, want code %d and nothing", strings.Join(args, " "), got.code, got.stdout, code)
	}
	if !strings.HasPrefix(got.stderr, "portico: ") || strings.Count(got.stderr, "\n") != 1 || !strings.Contains(got.stderr, says) {
		t.Errorf("portico %s: stderr is\n%swant one line with %q", strings.Join(args, " "), got.stderr, says)
	}
}

// created runs a command line that prints an ID and possibly a secret.
func (e environment) created(t testing.TB, stdin string, args ...string) (id, secret string) {
	t.Helper()
	var printed struct {
		ID     string  `json:"id"`
		Secret *string `json:"secret"`
	}
	decoder := json.NewDecoder(strings.NewReader(e.succeeds(t, stdin, args...)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&printed); err != nil {
		t.Fatalf("portico %s: %v", strings.Join(args, " "), err)
	}
	if printed.Secret != nil {
		secret = *printed.Secret
		if secret == "" {
			t.Error("an empty secret is printed")
		}
	}
	return printed.ID, secret
}

// records opens the records of a tenant of the installation.
func (e environment) records(t testing.TB, tenantID string) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{DataDir: e["DATA_DIR"], URL: e["DB_URL"]})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db.Tenant(tenantID)
}

// template is an installation that is seeded once; copying it is cheaper than
// generating keys again.
var template = sync.OnceValues(func() (map[string][]byte, error) {
	folder, err := os.MkdirTemp("", "command")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	var stderr bytes.Buffer
	command.Run(context.Background(), []string{"seed"}, environment{"DATA_DIR": folder}, strings.NewReader(""), &bytes.Buffer{}, &stderr)
	files := map[string][]byte{}
	for _, name := range []string{"portico.db", "vault.key"} {
		if files[name], err = os.ReadFile(filepath.Join(folder, name)); err != nil {
			return nil, err
		}
	}
	return files, nil
})

// installed is an installation of the test's own.
func installed(t testing.TB) environment {
	t.Helper()
	files, err := template()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return environment{"DATA_DIR": folder}
}

func TestUsageErrors(t *testing.T) {
	e := environment{"DATA_DIR": filepath.Join(t.TempDir(), "data")}
	tests := []struct {
		name, says, args string
	}{
		{"unknown command", "unexpected argument nonsense", "nonsense"},
		{"unknown flag", "unknown flag --nonsense", "version --nonsense"},
		{"command without its act", "expected", "app"},
		{"app without a name", "--name", "app create --type=SPA"},
		{"app without a type", "--type", "app create --name=Shop"},
		{"app of an unknown type", "Traditional", "app create --name=Shop --type=spa"},
		{"management API for people's apps", "MachineToMachine", "app create --name=Shop --type=SPA --management-api"},
		{"keys from nowhere", "nowhere.json", "app create --name=Shop --type=Traditional --jwks-file=nowhere.json"},
		{"user without identifier", "--username or --email", "user create --password-stdin"},
		{"operator without identifier", "--username or --email", "admin create --password-stdin"},
		{"operator without password", "--password-stdin", "admin create --username=ann"},
		{"operator of an unknown role", "viewer", "admin create --username=ann --password-stdin --role=owner"},
		{"a negative number of people", "--size", "seed --size=-1"},
		{"no user to suspend", "<user>", "user suspend"},
		{"no user to delete", "<user>", "user delete"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e.fails(t, 2, test.says, password, strings.Fields(test.args)...)
		})
	}
	if _, err := os.Stat(e["DATA_DIR"]); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}

func TestHelp(t *testing.T) {
	e := environment{"DATA_DIR": filepath.Join(t.TempDir(), "data")}
	for args, want := range map[string]string{
		"--help":            "Run the server",
		"app --help":        "app create",
		"app create --help": "--redirect-uri",
		"user suspend -h":   "--lift",
	} {
		if got := e.run(t, "", strings.Fields(args)...); got.code != 0 || !strings.Contains(got.stdout, want) || got.stderr != "" {
			t.Errorf("portico %s: %+v", args, got)
		}
	}
	if _, err := os.Stat(e["DATA_DIR"]); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}

func TestVersion(t *testing.T) {
	e := environment{"DATA_DIR": filepath.Join(t.TempDir(), "data")}
	if got := e.succeeds(t, "", "version"); !strings.HasPrefix(got, "portico ") || !strings.Contains(got, " go1.") {
		t.Errorf("got %q", got)
	}
	if _, err := os.Stat(e["DATA_DIR"]); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}
