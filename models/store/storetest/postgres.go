package storetest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/models/migrations"
	"portico/models/store"
)

// templateLock is the advisory lock that guards creation of the template database.
const templateLock = 7_406_221

// Postgres opens a new database for the test on the server at TEST_POSTGRES_URL.
// Without one it skips the test; with CI_NO_SKIP=1 it fails.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	server := postgresServer(t)
	template := server.template(t)
	return open(t, store.Config{URL: server.create(t, "TEMPLATE "+template)})
}

// PostgresURL creates a new database without a schema for the test and returns its
// address. It skips or fails like Postgres.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return postgresServer(t).create(t, "")
}

// Any is Postgres if TEST_POSTGRES_URL is set, else SQLite.
func Any(t testing.TB) *store.DB {
	t.Helper()
	if os.Getenv("TEST_POSTGRES_URL") == "" {
		return SQLite(t)
	}
	return Postgres(t)
}

// server is a Postgres server on which databases may be created.
type server struct {
	address *url.URL
	conn    *pgx.Conn
}

func postgresServer(t testing.TB) *server {
	t.Helper()
	address := os.Getenv("TEST_POSTGRES_URL")
	if address == "" && os.Getenv("CI_NO_SKIP") == "1" {
		t.Fatal("TEST_POSTGRES_URL is not set")
	}
	if address == "" {
		t.Skip("TEST_POSTGRES_URL is not set: run make test-postgres")
	}
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatalf("read TEST_POSTGRES_URL: %v", err)
	}
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatalf("reach TEST_POSTGRES_URL: %v", err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return &server{address: parsed, conn: conn}
}

// create creates a database for the test and returns its address.
func (s *server) create(t testing.TB, options string) string {
	t.Helper()
	name := "portico_test_" + strings.ToLower(rand.Text()[:16])
	s.exec(t, "CREATE DATABASE "+name+" "+options)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if _, err := s.conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop database: %v", err)
		}
	})
	return s.database(name)
}

// template returns the name of the migrated database from which others are copied.
// There is one per content of the migrations; it remains on the server.
func (s *server) template(t testing.TB) string {
	t.Helper()
	name, err := templateName()
	if err != nil {
		t.Fatal(err)
	}
	s.exec(t, fmt.Sprintf("SELECT pg_advisory_lock(%d)", templateLock))
	defer s.exec(t, fmt.Sprintf("SELECT pg_advisory_unlock(%d)", templateLock))
	var made bool
	err = s.conn.QueryRow(t.Context(), "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&made)
	if err != nil {
		t.Fatal(err)
	}
	if made {
		return name
	}
	// A test interrupted here leaves an unfinished database under another name.
	unfinished := name + "_unfinished"
	s.exec(t, "DROP DATABASE IF EXISTS "+unfinished+" WITH (FORCE)")
	s.exec(t, "CREATE DATABASE "+unfinished)
	if err := migrate(t.Context(), store.Config{URL: s.database(unfinished)}); err != nil {
		t.Fatalf("migrate the template database: %v", err)
	}
	s.exec(t, "ALTER DATABASE "+unfinished+" RENAME TO "+name)
	return name
}

func (s *server) exec(t testing.TB, sql string) {
	t.Helper()
	if _, err := s.conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

// database returns the address of a database on the server.
func (s *server) database(name string) string {
	address := *s.address
	address.Path = "/" + name
	return address.String()
}

func templateName() (string, error) {
	files, err := migrations.Files(string(store.Postgres))
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	err = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, path)
		hash.Write(content)
		return err
	})
	return "portico_template_" + hex.EncodeToString(hash.Sum(nil))[:16], err
}
