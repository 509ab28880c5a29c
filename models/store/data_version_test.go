package store

import (
	"os"
	"path/filepath"
	"testing"

	"portico/models"
)

// An unchanged database is not asked for the revision again: it is known even
// when nothing can be read any more, until the next commit.
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
		t.Errorf("changed: revision %d without reading it", revision)
	}
}

// When a database is closed, all of it is in its file: a copy of that is whole.
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
		t.Errorf("the write-ahead log stays: %v", err)
	}
	if version, err := db.version.current(); err == nil {
		t.Errorf("closed, but at version %d", version)
	}
}
