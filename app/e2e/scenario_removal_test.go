//go:build e2e

package e2e_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"portico/models"
	"portico/models/store"
)

// If the program is killed while it removes a deleted tenant's rows, it continues after a
// restart.
func TestRemovalSurvivesKill(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) {
		folder := t.TempDir()
		removalSurvivesKill(t, store.Config{DataDir: folder}, "DATA_DIR="+folder)
	})
	t.Run("Postgres", func(t *testing.T) {
		url := postgresURL(t)
		kek := base64.StdEncoding.EncodeToString([]byte("a key of exactly thirty-two byte"))
		removalSurvivesKill(t, store.Config{URL: url}, "DB_URL="+url, "SECRET_VAULT_KEK="+kek)
	})
}

func removalSurvivesKill(t *testing.T, config store.Config, environ ...string) {
	s := newSite(t, environ...)
	db, err := store.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const rows = 30_000
	deleteTenantWithRows(t, db, rows)
	s.kill() // it does not know about the deletion
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	waitForRemoval(t, db, func(left []models.Tenant) bool { return len(left) == 0 || left[0].RowsDeleted > 0 })
	s.kill()
	left := deletedTenants(t, db)
	if len(left) != 1 || left[0].RowsDeleted == 0 || left[0].RowsDeleted >= rows {
		t.Fatalf("killed too late or too early to show anything: %+v", left)
	}
	t.Logf("killed when %d of %d rows were removed", left[0].RowsDeleted, left[0].RowsToDelete)
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
	waitForRemoval(t, db, func(left []models.Tenant) bool { return len(left) == 0 })
	found, err := db.Tenant("big").AuditLogs.Newest(t.Context(), store.AuditLogFilter{}, 1)
	if err != nil || len(found) != 0 {
		t.Errorf("left: %v, %v", found, err)
	}
	if log := s.log.String(); strings.Contains(log, "ERROR") {
		t.Errorf("logged:\n%s", log)
	}
}

func deleteTenantWithRows(t *testing.T, db *store.DB, rows int) {
	t.Helper()
	tenant := &models.Tenant{ID: "big", DefaultAlgorithm: "ES256", Settings: models.DefaultTenantSettings()}
	if err := db.CreateTenant(t.Context(), tenant); err != nil {
		t.Fatal(err)
	}
	const atOnce = 500
	for done := 0; done < rows; done += atOnce {
		var logs []models.AuditLog
		for i := range atOnce {
			logs = append(logs, models.AuditLog{ID: fmt.Sprint(done + i), Key: "Interaction.Create", Result: models.AuditSuccess})
		}
		if err := db.Tenant("big").AuditLogs.Add(t.Context(), logs...); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Tenant("big").Tenant.Delete(t.Context(), time.Now().UnixMilli()); err != nil {
		t.Fatal(err)
	}
}

func waitForRemoval(t *testing.T, db *store.DB, isFar func([]models.Tenant) bool) {
	t.Helper()
	for begun := time.Now(); !isFar(deletedTenants(t, db)); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatalf("not removed within a minute: %+v", deletedTenants(t, db))
		}
	}
}

func deletedTenants(t *testing.T, db *store.DB) []models.Tenant {
	t.Helper()
	deleted, err := db.DeletedTenants(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return deleted
}
