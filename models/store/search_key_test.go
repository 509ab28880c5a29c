package store_test

import (
	"database/sql"
	"testing"

	"portico/models/store"
)

// A search finds users added by a release without search keys.
func TestMigrateFillsSearchKeys(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, raw *sql.DB) {
		db := open(t, config)
		if _, err := steps(t, db.Dialect(), raw).UpTo(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		run(t, raw, `INSERT INTO tenants (id, name, default_algorithm, revision, settings, created_at)
			VALUES ('t', 't', 'ES256', 1, '{}', 0)`)
		run(t, raw, `WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 1500)
			INSERT INTO users (tenant_id, id, name, email_verified_at, phone_verified_at, profile, password_hash,
				is_suspended, last_sign_in_at, created_at, updated_at)
			SELECT 't', 'u' || i, 'ÉMILE', 0, 0, '{}', '', false, 0, i, i FROM numbers`)
		for _, emptied := range []string{"", "UPDATE users SET search_key = '' WHERE id = 'u7'"} {
			if emptied != "" {
				run(t, raw, emptied) // as the previous release does if it still runs
			}
			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			filter := store.UserFilter{Search: store.Search{Terms: []store.SearchTerm{{Mode: store.SearchLike, Values: []string{"%émile"}}}}}
			_, total, err := db.Tenant("t").Users.List(t.Context(), filter, store.Page{Limit: 1})
			if err != nil || total != 1500 {
				t.Errorf("found %d, %v", total, err)
			}
		}
	})
}

func run(t *testing.T, raw *sql.DB, query string) {
	t.Helper()
	if _, err := raw.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
