package store

import (
	"database/sql"
	"fmt"

	"gorm.io/gorm"
)

// Observe has seen called after each statement that runs through GORM, with its
// SQL. The look at a tenant's revision, which passes GORM by, is not among them.
// It must be called before the database is used by several goroutines.
func (db *DB) Observe(seen func(statement string)) error {
	report := func(tx *gorm.DB) { seen(tx.Statement.SQL.String()) }
	const name = "portico:observe"
	pools := []*gorm.DB{db.read}
	if db.write != db.read {
		pools = append(pools, db.write)
	}
	for _, pool := range pools {
		callbacks := pool.Callback()
		for _, err := range []error{
			callbacks.Query().After("gorm:query").Register(name, report),
			callbacks.Create().After("gorm:create").Register(name, report),
			callbacks.Update().After("gorm:update").Register(name, report),
			callbacks.Delete().After("gorm:delete").Register(name, report),
			callbacks.Row().After("gorm:row").Register(name, report),
			callbacks.Raw().After("gorm:raw").Register(name, report),
		} {
			if err != nil {
				return fmt.Errorf("observe statements: %w", err)
			}
		}
	}
	return nil
}

// Pools are the statistics of the pools of connections by name: "reader" and
// "writer" on SQLite, "postgres" on Postgres.
func (db *DB) Pools() map[string]func() sql.DBStats {
	if db.dialect == Postgres {
		return map[string]func() sql.DBStats{"postgres": db.writer.Stats}
	}
	return map[string]func() sql.DBStats{"reader": db.reader.Stats, "writer": db.writer.Stats}
}
