package store_test

import (
	"context"
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

func open(t *testing.T, config store.Config) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), config)
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

func TestOpenErrors(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	write(t, file, "")
	text := filepath.Join(folder, "text")
	write(t, filepath.Join(text, "portico.db"), strings.Repeat("this is no database\n", 500))
	taken := filepath.Join(folder, "taken")
	write(t, filepath.Join(taken, "portico.db", "inside"), "")
	locked := filepath.Join(folder, "locked")
	write(t, filepath.Join(locked, "portico.db.lock", "inside"), "")
	closed := listen(t)
	closed.Close()

	tests := []struct {
		name   string
		config store.Config
		want   string
	}{
		{"data folder is a file", store.Config{DataDir: file}, "make data folder: mkdir " + file + ": not a directory"},
		{"data folder inside a file", store.Config{DataDir: file + "/x"}, "make data folder: mkdir " + file + ": not a directory"},
		{"folder is not writable", store.Config{DataDir: locked}, "write into data folder: open " + locked + "/portico.db.lock: is a directory"},
		{"file is not a database", store.Config{DataDir: text}, "open database " + text + "/portico.db: file is not a database (26)"},
		{"file is a folder", store.Config{DataDir: taken}, "open database " + taken + "/portico.db: unable to open database file"},
		{"not a Postgres address", store.Config{URL: "mysql://u:s3cret@h/x"}, "database URL must read postgres://"},
		{"not an address", store.Config{URL: "postgres://u:s3#cret@h/x"}, "database URL must read postgres://"},
		{"wrong option", store.Config{URL: "postgres://u:s3cret@h/x?sslmode=maybe"}, "read database URL: "},
		{"pool size that is not a number", store.Config{URL: "postgres://u:s3cret@h/x?pool_max_conns=many"}, "pool_max_conns must be a whole number"},
		{"pool too small to migrate", store.Config{URL: "postgres://u:s3cret@h/x?pool_max_conns=1"}, "pool_max_conns must be a whole number, at least 2"},
		{"nobody listens", store.Config{URL: "postgres://u:s3cret@" + closed.Addr().String() + "/x"}, `reach database "x" at ` + closed.Addr().String() + ": dial tcp " + closed.Addr().String() + ": connect: connection refused"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := store.Open(t.Context(), test.config)
			wantLine(t, err, test.want)
		})
	}
}

func TestOpenSilentPostgres(t *testing.T) {
	listener := listen(t) // accepts the connection, but never answers
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := store.Open(ctx, store.Config{URL: "postgres://u:s3cret@" + listener.Addr().String() + "/x"})
	wantLine(t, err, `reach database "x" at `+listener.Addr().String()+": no answer in time")
}

func TestOpenLockedSQLite(t *testing.T) {
	folder := t.TempDir()
	open(t, store.Config{DataDir: folder})
	raw, err := sql.Open("sqlite", "file:"+folder+"/portico.db?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	tx, err := raw.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := tx.Rollback(); err != nil {
			t.Error(err)
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = store.Open(ctx, store.Config{DataDir: folder})
	wantLine(t, err, "open database "+folder+"/portico.db: locked by another program")
}

func TestOpenMissingPostgresDatabase(t *testing.T) {
	address := storetest.PostgresURL(t)
	_, err := store.Open(t.Context(), store.Config{URL: strings.Replace(address, "portico_test_", "portico_none_", 1)})
	wantLine(t, err, `reach database "portico_none_`)
	wantLine(t, err, "does not exist (SQLSTATE 3D000)")
}

// A folder may have any name; only the owner can access the files in it.
func TestOpenSQLiteFiles(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "50% of a+b? #1 ü&c=d;e")
	db := open(t, store.Config{DataDir: folder, FullSync: true})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"portico.db", "portico.db-wal", "portico.db.lock"} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s has mode %o, want 600", name, got)
		}
	}
	if _, err := db.Tenants(t.Context()); err != nil {
		t.Errorf("read from the same folder: %v", err)
	}
}

// During a write, readers continue and see the previous state.
func TestSQLiteReadsDuringWrite(t *testing.T) {
	db := storetest.SQLite(t)
	if err := db.CreateTenant(t.Context(), &models.Tenant{ID: "one", DefaultAlgorithm: "ES256"}); err != nil {
		t.Fatal(err)
	}
	err := db.Tenant("one").InTx(t.Context(), func(tx *store.Store) error {
		if err := tx.Tenant.Update(t.Context(), &models.Tenant{Name: "changed", DefaultAlgorithm: "ES256"}); err != nil {
			return err
		}
		tenants, err := db.Tenants(t.Context())
		if err != nil {
			return err
		}
		if len(tenants) != 1 || tenants[0].Name != "" {
			t.Errorf("during the write: got %+v, want the unchanged tenant", tenants)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantLine(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil {
		t.Fatal("got no error")
	}
	if got := err.Error(); !strings.Contains(got, want) || strings.Contains(got, "\n") || strings.Contains(got, "cret") {
		t.Errorf("got  %q\nwant one line with %q and without the password", got, want)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener
}
