package command_test

import (
	"encoding/base64"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"portico/fixtures"
	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// Every command first brings an empty folder up to date.
func TestCommandsWorkOnAnEmptyFolder(t *testing.T) {
	for _, args := range []string{"seed", "keys list", "app create --name=Shop --type=SPA", "user create --username=ann"} {
		t.Run(args, func(t *testing.T) {
			e := environment{"DATA_DIR": filepath.Join(t.TempDir(), "new", "data")}
			e.succeeds(t, "", strings.Fields(args)...)
			if _, err := e.records(t, models.TenantDefault).Applications.Get(t.Context(), models.DemoApplicationID); err != nil {
				t.Error(err)
			}
			keys, err := e.records(t, models.TenantAdmin).SigningKeys.List(t.Context())
			if err != nil || len(keys) == 0 {
				t.Errorf("%d keys, %v", len(keys), err)
			}
		})
	}
}

func TestCommandsOnPostgres(t *testing.T) {
	e := environment{
		"DATA_DIR": t.TempDir(), "DB_URL": storetest.PostgresURL(t),
		"SECRET_VAULT_KEK": base64.StdEncoding.EncodeToString(make([]byte, 32)),
	}
	id, secret := e.created(t, "", "app", "create", "--name=Job", "--type=MachineToMachine", "--management-api")
	secrets, err := e.records(t, models.TenantDefault).Secrets.List(t.Context(), models.ApplicationHolder(id))
	if err != nil || len(secrets) != 1 || secret == "" {
		t.Errorf("secret %q, %d stored, %v", secret, len(secrets), err)
	}
	e.created(t, password, "user", "create", "--username=ann", "--password-stdin")
	e.fails(t, 1, "another user has it", password, "user", "create", "--username=ann", "--password-stdin")
	if entries, err := os.ReadDir(e["DATA_DIR"]); err != nil || len(entries) != 0 {
		t.Errorf("files next to the database: %v, %v", entries, err)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"serve", "seed", "migrate up", "migrate status", "user create --username=ann"} {
		e := environment{"DATA_DIR": filepath.Join(file, "data"), "PORT": freePort(t)}
		e.fails(t, 1, "data folder: mkdir "+file, "", strings.Fields(args)...)
	}
}

func TestDatabaseThatIsAway(t *testing.T) {
	kek := base64.StdEncoding.EncodeToString(make([]byte, 32))
	tests := []struct{ name, url, says string }{
		{"nothing listens", "postgres://portico:" + password + "@127.0.0.1:" + freePort(t) + "/portico", "127.0.0.1"},
		{"no address", "postgres://portico:" + password + "@127.0.0.1:port/portico", ""},
		{"not Postgres", "mysql://portico:" + password + "@127.0.0.1/portico", "DB_URL"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := environment{"DATA_DIR": t.TempDir(), "DB_URL": test.url, "SECRET_VAULT_KEK": kek}
			for _, args := range []string{"seed", "migrate up"} {
				e.fails(t, 1, test.says, "", strings.Fields(args)...)
			}
		})
	}
}

func TestConfigurationThatIsWrong(t *testing.T) {
	folder := t.TempDir()
	tests := []struct {
		name, says string
		e          environment
	}{
		{"port", "PORT", environment{"DATA_DIR": folder, "PORT": "x"}},
		{"endpoint", "ENDPOINT", environment{"DATA_DIR": folder, "ENDPOINT": "ftp://x"}},
		{"key", "SECRET_VAULT_KEK", environment{"DATA_DIR": folder, "SECRET_VAULT_KEK": password}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.e.fails(t, 1, test.says, "", "seed") })
	}
}

func TestMigrate(t *testing.T) {
	e := environment{"DATA_DIR": t.TempDir()}
	if got := e.succeeds(t, "", "migrate", "status"); !strings.Contains(got, "1\tpending\tfoundation\n") || strings.Contains(got, "applied") {
		t.Errorf("before: %q", got)
	}
	for range 2 {
		e.succeeds(t, "", "migrate", "up")
	}
	if got := e.succeeds(t, "", "migrate", "status"); !strings.Contains(got, "1\tapplied\tfoundation\n") || strings.Contains(got, "pending") {
		t.Errorf("after: %q", got)
	}
	if _, err := e.records(t, models.TenantDefault).Tenant.Get(t.Context()); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("migrating seeds: %v", err)
	}
	e.succeeds(t, "", "migrate")
}

func TestMigrateOnStartTurnedOff(t *testing.T) {
	e := environment{"DATA_DIR": t.TempDir(), "MIGRATE_ON_START": "false"}
	e.fails(t, 1, "portico migrate", "", "seed")
	e.succeeds(t, "", "migrate", "up")
	e.succeeds(t, "", "seed")
}

func TestSeedPeople(t *testing.T) {
	e := installed(t)
	e.succeeds(t, "", "seed")
	if _, err := e.records(t, models.TenantDefault).Users.ByUsername(t.Context(), fixtures.EveryClaim); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("people without being requested: %v", err)
	}
	for range 2 {
		e.succeeds(t, "", "seed", "--people")
	}
	people, err := fixtures.People()
	if err != nil {
		t.Fatal(err)
	}
	for _, person := range people {
		if _, err := e.records(t, models.TenantDefault).Users.Get(t.Context(), person.ID); err != nil {
			t.Errorf("%s: %v", person.ID, err)
		}
		if got := e.run(t, "", "seed", "--people"); strings.Contains(got.stdout+got.stderr, person.Password) {
			t.Error("a password is shown")
		}
	}
}

func TestSeedSize(t *testing.T) {
	environments := map[string]func(*testing.T) environment{
		"sqlite": func(t *testing.T) environment { return installed(t) },
		"postgres": func(t *testing.T) environment {
			return environment{
				"DATA_DIR": t.TempDir(), "DB_URL": storetest.PostgresURL(t),
				"SECRET_VAULT_KEK": base64.StdEncoding.EncodeToString(make([]byte, 32)),
			}
		},
	}
	for name, open := range environments {
		t.Run(name, func(t *testing.T) {
			e := open(t)
			for range 2 { // repeating adds nothing
				got := e.run(t, "", "seed", "--size", "120")
				if got.code != 0 || got.stdout != "" || strings.Contains(got.stderr, fixtures.GeneratedPassword) {
					t.Fatalf("got %+v", got)
				}
			}
			records := e.records(t, models.TenantDefault)
			users, total, err := records.Users.List(t.Context(), store.UserFilter{}, store.Page{})
			if err != nil || total != 120 {
				t.Fatalf("%d people, %v", total, err)
			}
			for _, user := range users {
				if !strings.HasPrefix(user.PasswordHash, "$argon2id$") || user.PasswordHash != users[0].PasswordHash {
					t.Errorf("%s has the hash %q", user.ID, user.PasswordHash)
				}
			}
			if count, err := records.Applications.Count(t.Context()); err != nil || count != 2 { // including the demo application
				t.Errorf("%d applications, %v", count, err)
			}
			if logs, err := records.AuditLogs.List(t.Context(), store.AuditLogFilter{}, store.Page{Limit: 1}); err != nil || logs.Total != 12 {
				t.Errorf("audit log %+v, %v", logs, err)
			}
		})
	}
}

// freePort is a port that nothing listens on.
func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
