package store_test

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

// More concurrent work than the server has connections for still completes.
func TestTooFewConnectionsWait(t *testing.T) {
	db := openLimited(t, 3)
	var group sync.WaitGroup
	for range 40 {
		group.Go(func() {
			records := db.Tenant("t")
			if _, err := records.Tenant.Revision(t.Context()); err != nil {
				t.Errorf("read the revision: %v", err)
			}
			if _, err := db.Tenants(t.Context()); err != nil {
				t.Errorf("read: %v", err)
			}
			change := func(tx *store.Store) error { return tx.Tenant.SetDefaultAlgorithm(t.Context(), "ES384") }
			if err := records.InTx(t.Context(), change); err != nil {
				t.Errorf("write: %v", err)
			}
		})
	}
	group.Wait()
}

// Waiting ends at the request's deadline, with the server's error.
func TestWaitForConnectionsEnds(t *testing.T) {
	db := openLimited(t, 2)
	free := occupy(t, db, 2)
	for name, work := range map[string]func(context.Context) error{
		"read the revision": func(ctx context.Context) error { _, err := db.Tenant("t").Tenant.Revision(ctx); return err },
		"read":              func(ctx context.Context) error { _, err := db.Tenants(ctx); return err },
		"write": func(ctx context.Context) error {
			return db.Tenant("t").InTx(ctx, func(*store.Store) error { return nil })
		},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		start := time.Now()
		err := work(ctx)
		cancel()
		var answer *pgconn.PgError
		if !errors.As(err, &answer) || answer.Code != "53300" {
			t.Errorf("%s: %v", name, err)
		}
		if waited := time.Since(start); waited < time.Second/2 || waited > 10*time.Second {
			t.Errorf("%s: waited for %v", name, waited)
		}
	}
	free()
	if _, err := db.Tenants(t.Context()); err != nil {
		t.Error(err)
	}
}

// openLimited opens a database whose server grants fewer connections than its pool
// would use.
func openLimited(t *testing.T, connections int) *store.DB {
	t.Helper()
	address := storetest.PostgresURL(t)
	owner := open(t, store.Config{URL: address})
	if err := owner.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := owner.CreateTenant(t.Context(), &models.Tenant{ID: "t", DefaultAlgorithm: "ES256"}); err != nil {
		t.Fatal(err)
	}
	return open(t, store.Config{URL: limitedURL(t, address, connections)})
}

// limitedURL returns the address for a role with a connection limit. The limit does
// not apply to superusers, who own the test databases.
func limitedURL(t *testing.T, address string, connections int) string {
	t.Helper()
	limited, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	role := "limited_" + strings.TrimPrefix(limited.Path, "/")
	limited.User = url.User(role)
	query := limited.Query()
	query.Set("pool_max_conns", "20")
	limited.RawQuery = query.Encode()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	run := func(ctx context.Context, sql string) {
		if _, err := conn.Exec(ctx, sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
	run(t.Context(), "CREATE ROLE "+role+" LOGIN")
	t.Cleanup(func() { run(context.Background(), "DROP OWNED BY "+role+"; DROP ROLE "+role) })
	run(t.Context(), "GRANT ALL ON ALL TABLES IN SCHEMA public TO "+role)
	run(t.Context(), "ALTER ROLE "+role+" CONNECTION LIMIT "+strconv.Itoa(connections))
	return limited.String()
}

// occupy takes connections until free is called.
func occupy(t *testing.T, db *store.DB, connections int) (free func()) {
	t.Helper()
	var group, taken sync.WaitGroup
	done := make(chan struct{})
	taken.Add(connections)
	for range connections {
		group.Go(func() {
			err := db.Tenant("t").InTx(t.Context(), func(*store.Store) error {
				taken.Done()
				<-done
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	taken.Wait()
	return func() {
		close(done)
		group.Wait()
	}
}

// pool_max_conns bounds the pool, and its minimum is enough to migrate.
func TestPoolSize(t *testing.T) {
	address, err := url.Parse(storetest.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	query := address.Query()
	query.Set("pool_max_conns", "2")
	address.RawQuery = query.Encode()
	db := open(t, store.Config{URL: address.String()})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer occupy(t, db, 2)()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := db.Tenants(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a third connection: %v", err)
	}
}
