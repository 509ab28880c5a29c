package store

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"portico/models/migrations"
)

const (
	// lockPoll is the interval in seconds, lockPolls the number of attempts to get
	// the migration lock on Postgres: five minutes in all.
	lockPoll  = 1
	lockPolls = 300
)

// Migration is one numbered step of the schema.
type Migration struct {
	Version int64
	Name    string
	Applied bool
}

// Migrate applies the missing steps. Of several processes one migrates and the
// others wait. It refuses a database that is newer than the program.
func (db *DB) Migrate(ctx context.Context) error {
	steps, err := db.provider()
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if db.dialect == SQLite {
		unlock, err := lockFile(ctx, db.lockPath)
		if err != nil {
			return fmt.Errorf("wait for another migration: %w", err)
		}
		defer unlock()
	}
	if _, err := db.knownVersion(ctx, steps); err != nil {
		return err
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	if err := db.fillSearchKeys(ctx); err != nil {
		return fmt.Errorf("fill search keys: %w", err)
	}
	return nil
}

// CheckVersion returns an error unless the schema is at the program's version.
func (db *DB) CheckVersion(ctx context.Context) error {
	steps, err := db.provider()
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	current, err := db.knownVersion(ctx, steps)
	if err != nil {
		return err
	}
	if needed := lastVersion(steps); current < needed {
		return fmt.Errorf("database is at version %d, this program needs %d; run portico migrate", current, needed)
	}
	return nil
}

// MigrationStatus lists the steps that the program knows, in order. It changes nothing.
func (db *DB) MigrationStatus(ctx context.Context) ([]Migration, error) {
	steps, err := db.provider()
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	applied, err := db.appliedVersions(ctx)
	if err != nil {
		return nil, err
	}
	var status []Migration
	for _, source := range steps.ListSources() {
		status = append(status, Migration{
			Version: source.Version,
			Name:    migrationName(source.Path),
			Applied: slices.Contains(applied, source.Version),
		})
	}
	return status, nil
}

// provider returns the steps for the database's dialect. On Postgres it takes a
// session lock to apply them.
func (db *DB) provider() (*goose.Provider, error) {
	files, err := migrations.Files(string(db.dialect))
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if db.dialect == SQLite {
		return goose.NewProvider(goose.DialectSQLite3, db.writer, files, options...)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(lockPoll, lockPolls))
	if err != nil {
		return nil, err
	}
	options = append(options, goose.WithSessionLocker(locker))
	return goose.NewProvider(goose.DialectPostgres, db.writer, files, options...)
}

// knownVersion returns the newest step applied to the database, 0 if there is
// none; an error if the program does not know that step.
func (db *DB) knownVersion(ctx context.Context, steps *goose.Provider) (int64, error) {
	applied, err := db.appliedVersions(ctx)
	if err != nil || len(applied) == 0 {
		return 0, err
	}
	current, known := slices.Max(applied), lastVersion(steps)
	if current > known {
		return 0, fmt.Errorf("database is at version %d, this program knows %d; run a newer portico", current, known)
	}
	return current, nil
}

// appliedVersions reads goose's own table, which a fresh database does not have.
func (db *DB) appliedVersions(ctx context.Context) ([]int64, error) {
	tables := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
	if db.dialect == Postgres {
		tables = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
	}
	var found int
	if err := db.read.WithContext(ctx).Raw(tables, goose.DefaultTablename).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("read schema version: %w", err)
	}
	if found == 0 {
		return nil, nil
	}
	var versions []int64
	err := db.read.WithContext(ctx).Table(goose.DefaultTablename).Where("is_applied").Pluck("version_id", &versions).Error
	if err != nil {
		return nil, fmt.Errorf("read schema version: %w", err)
	}
	return versions, nil
}

func lastVersion(steps *goose.Provider) int64 {
	sources := steps.ListSources()
	return sources[len(sources)-1].Version
}

// migrationName returns "foundation" for 0001_foundation.sql.
func migrationName(file string) string {
	_, name, _ := strings.Cut(strings.TrimSuffix(path.Base(file), ".sql"), "_")
	return name
}
