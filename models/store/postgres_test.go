package store_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"portico/models"
	"portico/models/store"
	"portico/models/store/storetest"
)

func TestPostgres(t *testing.T) {
	storetest.Run(t, storetest.Postgres)
}

func TestAnalyze(t *testing.T) {
	address := storetest.PostgresURL(t)
	db := open(t, store.Config{URL: address})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.CreateTenant(t.Context(), &models.Tenant{ID: "acme", DefaultAlgorithm: "ES256"}); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Tenant("acme").Users.AddMissing(t.Context(), []models.User{{ID: "ann"}, {ID: "bob"}}); err != nil {
		t.Fatal(err)
	}
	if err := db.Analyze(t.Context()); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var rows int
	if err := conn.QueryRow(t.Context(), "SELECT reltuples FROM pg_class WHERE relname = 'users'").Scan(&rows); err != nil || rows != 2 {
		t.Errorf("Postgres estimates %d rows, %v", rows, err)
	}
}
