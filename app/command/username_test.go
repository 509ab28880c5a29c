package command_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"io"
	"strings"
	"testing"

	"portico/app/command"
	"portico/models"
	"portico/models/store/storetest"
)

// A server that starts with a different CASE_SENSITIVE_USERNAME still finds every
// existing user, and refuses to start if two usernames would collide.
func TestServeAppliesCaseSensitiveUsername(t *testing.T) {
	environments := map[string]func(*testing.T) environment{
		"sqlite": func(t *testing.T) environment { return installed(t) },
		"postgres": func(t *testing.T) environment {
			return environment{
				"DATA_DIR": t.TempDir(), "DB_URL": storetest.PostgresURL(t),
				"SECRET_VAULT_KEK": base64.StdEncoding.EncodeToString(make([]byte, 32)),
			}
		},
	}
	for name, environment := range environments {
		t.Run(name, func(t *testing.T) {
			e := environment(t)
			e["HOST"] = "127.0.0.1"
			e.created(t, "", "user", "create", "--username=Ann")
			twin, _ := e.created(t, "", "user", "create", "--username=ANN")
			e.created(t, "", "user", "create", "--username=Root", "--tenant=admin")

			e["CASE_SENSITIVE_USERNAME"] = "false"
			e["PORT"] = freePort(t)
			e.fails(t, 1, "ANN, Ann (tenant default)", "", "serve")
			e.fails(t, 1, "no user ann in tenant default", "", "user", "suspend", "ann") // nothing was changed
			e.succeeds(t, "", "user", "delete", twin)
			e.serveOnce(t)
			e.succeeds(t, "", "user", "suspend", "ann")
			e.succeeds(t, "", "user", "suspend", "ROOT", "--tenant=admin")
			e.fails(t, 1, "another user has it", "", "user", "create", "--username=aNN")

			// A command uses the keys that the server derived from the names.
			delete(e, "CASE_SENSITIVE_USERNAME")
			e.fails(t, 1, "another user has it", "", "user", "create", "--username=aNN")

			e.serveOnce(t)
			e.fails(t, 1, "no user ann in tenant default", "", "user", "suspend", "ann")
			e.created(t, "", "user", "create", "--username=aNN")
			if _, err := e.records(t, models.TenantDefault).Users.ByUsernameKey(t.Context(), "Ann"); err != nil {
				t.Error(err)
			}
		})
	}
}

// serveOnce serves until the server is ready, and stops it.
func (e environment) serveOnce(t *testing.T) {
	t.Helper()
	e["PORT"] = freePort(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	logs, stderr := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- command.Run(ctx, []string{"serve"}, e, strings.NewReader(""), io.Discard, stderr)
		_ = stderr.Close()
	}()
	lines, isReady := bufio.NewScanner(logs), false
	for !isReady && lines.Scan() {
		isReady = strings.Contains(lines.Text(), "msg=ready")
	}
	go func() { _, _ = io.Copy(io.Discard, logs) }()
	stop()
	if got := <-code; got != 0 || !isReady {
		t.Fatalf("served until %d, ready: %t", got, isReady)
	}
}
