package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gofrs/flock"
	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"portico/models/migrations"
	"portico/models/store"
	"portico/models/store/storetest"
)

// migrateFolder and migrateURL make the test program migrate one database and exit.
const (
	migrateFolder = "STORE_TEST_MIGRATE_FOLDER"
	migrateURL    = "STORE_TEST_MIGRATE_URL"
)

func TestMain(m *testing.M) {
	config := store.Config{DataDir: os.Getenv(migrateFolder), URL: os.Getenv(migrateURL)}
	if config == (store.Config{}) {
		os.Exit(m.Run())
	}
	if err := openAndMigrate(context.Background(), config); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func openAndMigrate(ctx context.Context, config store.Config) error {
	db, err := store.Open(ctx, config)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Migrate(ctx)
}

// onEmpty runs a test on an empty database of each dialect; raw is a second
// connection to it that bypasses the store.
func onEmpty(t *testing.T, test func(t *testing.T, config store.Config, raw *sql.DB)) {
	t.Run("sqlite", func(t *testing.T) {
		folder := t.TempDir()
		raw, err := sql.Open("sqlite", filepath.Join(folder, "portico.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { raw.Close() })
		test(t, store.Config{DataDir: folder}, raw)
	})
	t.Run("postgres", func(t *testing.T) {
		address := storetest.PostgresURL(t)
		config, err := pgx.ParseConfig(address)
		if err != nil {
			t.Fatal(err)
		}
		raw := stdlib.OpenDB(*config)
		t.Cleanup(func() { raw.Close() })
		test(t, store.Config{URL: address}, raw)
	})
}

func TestMigrate(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, _ *sql.DB) {
		db := open(t, config)
		status := func() []store.Migration {
			status, err := db.MigrationStatus(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return status
		}
		fresh := status()
		if len(fresh) == 0 || fresh[0] != (store.Migration{Version: 1, Name: "foundation"}) {
			t.Fatalf("status of a fresh database: %+v", fresh)
		}
		last := len(fresh)
		wantLine(t, db.CheckVersion(t.Context()),
			fmt.Sprintf("database is at version 0, this program needs %d; run portico migrate", last))
		for range 2 {
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.CheckVersion(t.Context()); err != nil {
			t.Error(err)
		}
		for i, step := range status() {
			if step.Version != int64(i+1) || !step.Applied {
				t.Errorf("step %d of a migrated database: %+v", i+1, step)
			}
		}
	})
}

func TestMigrateDownAndUp(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, raw *sql.DB) {
		db := open(t, config)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		before := dump(t, db.Dialect(), raw)
		if len(before) == 0 {
			t.Fatal("the schema is empty")
		}
		down(t, db.Dialect(), raw)
		if left := dump(t, db.Dialect(), raw); len(left) != 0 {
			t.Errorf("down leaves %v", left)
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, dump(t, db.Dialect(), raw)); diff != "" {
			t.Errorf("the second migration up differs (-first +second):\n%s", diff)
		}
	})
}

func TestMigrateNewerDatabase(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, raw *sql.DB) {
		db := open(t, config)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		status, err := db.MigrationStatus(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (700, true)"); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("database is at version 700, this program knows %d; run a newer portico", len(status))
		wantLine(t, db.Migrate(t.Context()), want)
		wantLine(t, db.CheckVersion(t.Context()), want)
	})
}

func TestMigrateFromSeveralGoroutines(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, _ *sql.DB) {
		migrateAtOnce(t, func() error { return openAndMigrate(t.Context(), config) })
		if err := open(t, config).CheckVersion(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestMigrateFromSeveralProcesses(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, _ *sql.DB) {
		migrateAtOnce(t, func() error {
			process := exec.CommandContext(t.Context(), os.Args[0])
			process.Env = append(os.Environ(), migrateFolder+"="+config.DataDir, migrateURL+"="+config.URL)
			output, err := process.CombinedOutput()
			if err != nil {
				return fmt.Errorf("%w: %s", err, output)
			}
			return nil
		})
		if err := open(t, config).CheckVersion(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestMigrateWaitsForLock(t *testing.T) {
	folder := t.TempDir()
	db := open(t, store.Config{DataDir: folder})
	lock := flock.New(filepath.Join(folder, "portico.db.lock"))
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	wantLine(t, db.Migrate(ctx), "wait for another migration: context canceled")
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Error(err)
	}
}

// migrateAtOnce runs four migrations at the same time.
func migrateAtOnce(t *testing.T, migrate func() error) {
	t.Helper()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := migrate(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// down rolls back every step.
func down(t *testing.T, dialect store.Dialect, raw *sql.DB) {
	t.Helper()
	if _, err := steps(t, dialect, raw).DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
}

// steps returns the migrations, run on a raw connection.
func steps(t *testing.T, dialect store.Dialect, raw *sql.DB) *goose.Provider {
	t.Helper()
	files, err := migrations.Files(string(dialect))
	if err != nil {
		t.Fatal(err)
	}
	kind := goose.DialectSQLite3
	if dialect == store.Postgres {
		kind = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(kind, raw, files)
	if err != nil {
		t.Fatal(err)
	}
	return provider
}

// dump lists the definitions of everything in the schema.
func dump(t *testing.T, dialect store.Dialect, raw *sql.DB) []string {
	t.Helper()
	if dialect == store.SQLite {
		return column[string](t, raw, `SELECT sql FROM sqlite_master
			WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name <> 'goose_db_version' ORDER BY name`)
	}
	var all []string
	for _, query := range []string{
		`SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(column_default, '')
			FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name <> 'goose_db_version' ORDER BY 1`,
		`SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'goose_db_version' ORDER BY 1`,
		`SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
			WHERE connamespace = 'public'::regnamespace AND conrelid <> 'goose_db_version'::regclass ORDER BY 1`,
	} {
		all = append(all, column[string](t, raw, query)...)
	}
	return all
}

// column reads the first column of a query.
func column[T any](t *testing.T, raw *sql.DB, query string, args ...any) []T {
	t.Helper()
	rows, err := raw.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", strings.TrimSpace(query), err)
	}
	defer rows.Close()
	var values []T
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return values
}
