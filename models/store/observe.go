package store

import (
	"database/sql"
	"fmt"

	"gorm.io/gorm"
)

// Observe calls seen with the SQL of each statement after it ran through GORM.
// That excludes reading a tenant's revision, which bypasses GORM. It must be called
// before several goroutines use the database.
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

// Intercept calls fail before each statement that runs through GORM. If it returns
// an error, the statement does not run and fails with that error, as if the driver
// had returned it. It is for tests of failures; Observe's restrictions apply.
func (db *DB) Intercept(fail func() error) error {
	check := func(tx *gorm.DB) {
		if !tx.DryRun { // a dry run only builds part of another statement
			_ = tx.AddError(fail())
		}
	}
	const name = "portico:intercept"
	return db.register(func(pool *gorm.DB) []error {
		callbacks := pool.Callback()
		return []error{
			callbacks.Query().Before("gorm:query").Register(name, check),
			callbacks.Create().Before("gorm:create").Register(name, check),
			callbacks.Update().Before("gorm:update").Register(name, check),
			callbacks.Delete().Before("gorm:delete").Register(name, check),
			callbacks.Row().Before("gorm:row").Register(name, check),
			callbacks.Raw().Before("gorm:raw").Register(name, check),
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

// Pools returns the statistics of each connection pool by name: "reader" and
// "writer" on SQLite, "postgres" on Postgres.
func (db *DB) Pools() map[string]func() sql.DBStats {
	if db.dialect == Postgres {
		return map[string]func() sql.DBStats{"postgres": db.writer.Stats}
	}
	return map[string]func() sql.DBStats{"reader": db.reader.Stats, "writer": db.writer.Stats}
}
