package store_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"portico/models"
	"portico/models/store"
)

const envOtherProcess = "PORTICO_TEST_CHANGE_TENANT_IN"

// A change is visible at once, no matter where it was committed: this database handle, another
// one of this process, or another process.
func TestRevisionSeesEveryCommit(t *testing.T) {
	if dir := os.Getenv(envOtherProcess); dir != "" {
		changeTenant(t, openAt(t, dir))
		return
	}
	dir := t.TempDir()
	db := openAt(t, dir)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	tenant := &models.Tenant{ID: "t", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	other := openAt(t, dir)
	wantRevision(t, db, 0)
	for round := range int64(3) {
		changeTenant(t, db)
		wantRevision(t, db, 3*round+1)
		wantRevision(t, other, 3*round+1)
		changeTenant(t, other)
		wantRevision(t, db, 3*round+2)
		changeElsewhere(t, dir)
		wantRevision(t, db, 3*round+3)
		wantRevision(t, other, 3*round+3)
	}
}

func openAt(t *testing.T, dir string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), store.Config{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func wantRevision(t *testing.T, db *store.DB, want int64) {
	t.Helper()
	for range 3 { // the first is read, the others are cached
		if got, err := db.Tenant("t").Tenant.Revision(t.Context()); err != nil || got != want {
			t.Fatalf("revision %d, %v; want %d", got, err, want)
		}
	}
}

func changeTenant(t *testing.T, db *store.DB) {
	t.Helper()
	if err := db.Tenant("t").Tenant.SetDefaultAlgorithm(t.Context(), "ES384"); err != nil {
		t.Fatal(err)
	}
}

func changeElsewhere(t *testing.T, dir string) {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestRevisionSeesEveryCommit$")
	command.Env = append(os.Environ(), envOtherProcess+"="+dir)
	if output, err := command.CombinedOutput(); err != nil || !strings.Contains(string(output), "PASS") {
		t.Fatalf("the other process: %v\n%s", err, output)
	}
}
