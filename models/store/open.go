package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"
)

// openTimeout bounds Open: if the database does not answer, startup fails instead
// of hanging.
const openTimeout = 5 * time.Second

// Dialect is a kind of database.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Config says which database to open.
type Config struct {
	// DataDir is the folder of SQLite's portico.db; it is created if missing.
	DataDir string
	// URL is the postgres:// address of a Postgres database; empty means SQLite.
	URL string
	// FullSync makes SQLite sync to disk at every commit, so that a power failure
	// loses nothing. Commits then take many times longer.
	FullSync bool
}

// DB is an open database.
type DB struct {
	read, write *gorm.DB
	dialect     Dialect
	writer      *sql.DB
	reader      *sql.DB // the same as writer on Postgres
	lockPath    string  // held while migrating; SQLite only
	revisions   revisions
	version     *dataVersion // SQLite only
	matchers    matchers     // SQLite only
}

// Open connects to the database and verifies that it is writable. It does not
// touch the schema: see Migrate and CheckVersion. It returns within five seconds;
// its errors are one line and contain no password.
func Open(ctx context.Context, config Config) (*DB, error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	if config.URL == "" {
		return openSQLite(ctx, config)
	}
	return openPostgres(ctx, config.URL)
}

// Dialect returns the kind of the database.
func (db *DB) Dialect() Dialect { return db.dialect }

// Tenant opens the store of a tenant. It does not check that the tenant exists.
func (db *DB) Tenant(id string) *Store {
	return newStore(&conn{db: db, tenant: id})
}

// Close waits for running queries and closes all connections.
func (db *DB) Close() error {
	if db.reader == db.writer {
		return db.writer.Close()
	}
	// The writer closes last: the last connection checkpoints the write-ahead log.
	return errors.Join(db.version.close(), db.reader.Close(), db.writer.Close())
}

func openGORM(dialector gorm.Dialector) (*gorm.DB, error) {
	// GORM registers serializers per process; the store is its only user.
	schema.RegisterSerializer("json", emptyJSON{})
	return gorm.Open(dialector, &gorm.Config{
		// Errors are returned and logged once, at the edge, without values.
		Logger: logger.Discard,
		// A single statement needs no explicit transaction.
		SkipDefaultTransaction: true,
		DisableAutomaticPing:   true,
		// The dialectors in errors.go translate.
		TranslateError: true,
	})
}
