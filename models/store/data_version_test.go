package store

import (
	"os"
	"path/filepath"
	"testing"

	"portico/models"
)

// The revision is cached until the next commit: it is available even when the
// database can no longer be read.
func TestRevisionIsReadOncePerCommit(t *testing.T) {
	db, err := Open(t.Context(), Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	tenant := &models.Tenant{ID: "t", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	records := db.Tenant("t")
	if _, err := records.Tenant.Revision(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.reader.Close(); err != nil {
		t.Fatal(err)
	}
	if revision, err := records.Tenant.Revision(t.Context()); err != nil || revision != 0 {
		t.Errorf("unchanged: revision %d, %v", revision, err)
	}
	if err := records.Tenant.SetDefaultAlgorithm(t.Context(), "ES384"); err != nil {
		t.Fatal(err)
	}
	if revision, err := records.Tenant.Revision(t.Context()); err == nil {
		t.Errorf("changed: got stale revision %d", revision)
	}
}

// A closed database is entirely in its file, so that a copy of the file is complete.
func TestCloseLeavesNoWriteAheadLog(t *testing.T) {
	folder := t.TempDir()
	db, err := Open(t.Context(), Config{DataDir: folder})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.version.current(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(folder, "portico.db-wal")); !os.IsNotExist(err) {
		t.Errorf("the write-ahead log still exists: %v", err)
	}
	if version, err := db.version.current(); err == nil {
		t.Errorf("closed, but at version %d", version)
	}
}
