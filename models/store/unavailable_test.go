package store_test

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// read reads with and without GORM, and begins a transaction.
func read(ctx context.Context, db *store.DB) map[string]error {
	records := db.Tenant("one")
	_, ofRevision := records.Tenant.Revision(ctx)
	_, ofTenants := db.Tenants(ctx)
	_, ofTotal := records.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder("nobody")})
	return map[string]error{
		"revision": ofRevision, "record": ofTenants, "plain value": ofTotal,
		"transaction": records.InTx(ctx, func(*store.Store) error { return nil }),
	}
}

func wantUnavailable(t *testing.T, errs map[string]error) {
	t.Helper()
	for name, err := range errs {
		if !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClosedDatabase(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			db := open(t)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			wantUnavailable(t, read(t.Context(), db))
		})
	}
}

// A request that times out while it waits gets ErrUnavailable, not an answer.
func TestNoAnswerInTime(t *testing.T) {
	db := storetest.Any(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	errs := map[string]error{}
	err := db.Tenant("one").InTx(t.Context(), func(*store.Store) error { // holds SQLite's only writer
		<-ctx.Done()
		errs["record"] = db.Tenant("one").Interactions.Insert(ctx, &models.Interaction{ID: "x"})
		errs["transaction"] = db.Tenant("one").InTx(ctx, func(*store.Store) error { return nil })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantUnavailable(t, errs)
}

// An error of the work in a transaction does not make the database unavailable.
func TestWorkThatFails(t *testing.T) {
	db := storetest.Any(t)
	for _, work := range []error{context.DeadlineExceeded, sql.ErrConnDone, store.ErrConflict, errors.New("x")} {
		err := db.Tenant("one").InTx(t.Context(), func(*store.Store) error { return work })
		if !errors.Is(err, work) || errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%v became %v", work, err)
		}
	}
}

// A statement that the database rejects does not make it unavailable.
func TestRefusedStatement(t *testing.T) {
	db := open(t, store.Config{DataDir: t.TempDir()}) // has no tables
	for name, err := range read(t.Context(), db) {
		if name != "transaction" && (err == nil || errors.Is(err, store.ErrUnavailable)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLockedSQLite(t *testing.T) {
	folder := t.TempDir()
	db := open(t, store.Config{DataDir: folder})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", "file:"+folder+"/portico.db?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	tx, err := raw.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	// Fails after the busy timeout of five seconds.
	err = db.CreateTenant(t.Context(), &models.Tenant{ID: "one", DefaultAlgorithm: "ES256"})
	wantUnavailable(t, map[string]error{"record": err})
}

// When the server goes down and comes back, the pool recovers.
func TestPostgresAway(t *testing.T) {
	address := storetest.PostgresURL(t)
	db := open(t, store.Config{URL: address})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.CreateTenant(t.Context(), &models.Tenant{ID: "one", DefaultAlgorithm: "ES256"}); err != nil {
		t.Fatal(err)
	}
	wantNone := func() {
		t.Helper()
		for name, err := range read(t.Context(), db) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	wantNone()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(parsed.Path, "/")
	parsed.Path = "/postgres"
	conn, err := pgx.Connect(t.Context(), parsed.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	run := func(text string, values ...any) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), text, values...); err != nil {
			t.Fatal(err)
		}
	}
	run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false")
	run("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", name)
	wantUnavailable(t, read(t.Context(), db))
	run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true")
	wantNone()
}
