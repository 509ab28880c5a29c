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
	return db.register(func(pool *gorm.DB) []error {
		callbacks := pool.Callback()
		return []error{
			callbacks.Query().After("gorm:query").Register(name, report),
			callbacks.Create().After("gorm:create").Register(name, report),
			callbacks.Update().After("gorm:update").Register(name, report),
			callbacks.Delete().After("gorm:delete").Register(name, report),
			callbacks.Row().After("gorm:row").Register(name, report),
			callbacks.Raw().After("gorm:raw").Register(name, report),
		}
	})
}

// Intercept asks due before each statement that runs through GORM; one for which
// it returns an error does not run and fails with it, as if the driver had
// returned it. It is for tests of what happens then, and bound as Observe is.
func (db *DB) Intercept(due func() error) error {
	ask := func(tx *gorm.DB) {
		if !tx.DryRun { // else GORM writes a part of another statement
			_ = tx.AddError(due())
		}
	}
	const name = "portico:intercept"
	return db.register(func(pool *gorm.DB) []error {
		callbacks := pool.Callback()
		return []error{
			callbacks.Query().Before("gorm:query").Register(name, ask),
			callbacks.Create().Before("gorm:create").Register(name, ask),
			callbacks.Update().Before("gorm:update").Register(name, ask),
			callbacks.Delete().Before("gorm:delete").Register(name, ask),
			callbacks.Row().Before("gorm:row").Register(name, ask),
			callbacks.Raw().Before("gorm:raw").Register(name, ask),
		}
	})
}

// register adds callbacks to each pool.
func (db *DB) register(add func(pool *gorm.DB) []error) error {
	pools := []*gorm.DB{db.read}
	if db.write != db.read {
		pools = append(pools, db.write)
	}
	for _, pool := range pools {
		for _, err := range add(pool) {
			if err != nil {
				return fmt.Errorf("register callback: %w", err)
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
