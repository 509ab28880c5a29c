package store_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"portico/models"
	"portico/models/store"
)

// All tables with rows of tenants are emptied, each before those that it references,
// so that no batch cascades to other tables.
func TestTenantRemovalOrder(t *testing.T) {
	onEmpty(t, func(t *testing.T, config store.Config, raw *sql.DB) {
		db := open(t, config)
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		var emptied []string
		err := db.Observe(func(statement string) {
			if target, ok := strings.CutPrefix(statement, "DELETE FROM "); ok {
				emptied = append(emptied, strings.Fields(target)[0])
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.CreateTenant(t.Context(), &models.Tenant{ID: "t", DefaultAlgorithm: "ES256"}); err != nil {
			t.Fatal(err)
		}
		if err := db.Tenant("t").Tenant.Delete(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
		if err := db.RemoveDeletedTenants(t.Context()); err != nil {
			t.Fatal(err)
		}
		references := referencesBetweenTables(t, db.Dialect(), raw)
		if len(references) == 0 {
			t.Fatal("no table references another")
		}
		for table, targets := range references {
			at := slices.Index(emptied, table)
			if at < 0 {
				t.Errorf("%s has rows of tenants, but is not emptied", table)
			}
			for _, target := range targets {
				if target != "tenants" && slices.Index(emptied, target) < at {
					t.Errorf("%s is emptied before %s, which references it", target, table)
				}
			}
		}
	})
}

// referencesBetweenTables maps each table to those that it references; every table
// with rows of tenants references "tenants".
func referencesBetweenTables(t *testing.T, dialect store.Dialect, raw *sql.DB) map[string][]string {
	t.Helper()
	query := `SELECT DISTINCT m.name || ' ' || f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table'`
	if dialect == store.Postgres {
		query = `SELECT DISTINCT conrelid::regclass || ' ' || confrelid::regclass FROM pg_constraint WHERE contype = 'f'`
	}
	references := map[string][]string{}
	for _, row := range column[string](t, raw, query) {
		from, to, _ := strings.Cut(row, " ")
		references[from] = append(references[from], to)
	}
	return references
}
