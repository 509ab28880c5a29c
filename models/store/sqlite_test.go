package store_test

import (
	"testing"

	"portico/models/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, storetest.SQLite)
}
