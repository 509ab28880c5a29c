package store_test

import (
	"testing"

	"portico/models/store/storetest"
)

func TestPostgres(t *testing.T) {
	storetest.Run(t, storetest.Postgres)
}
