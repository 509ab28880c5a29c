package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"modernc.org/sqlite"
)

const (
	// sqliteReaders is the number of reading connections, in addition to the writer.
	sqliteReaders = 8
	// sqliteBusyTimeout is how long, in milliseconds, a connection waits for another
	// process, such as a command run while the server is up.
	sqliteBusyTimeout = "5000"
)

func openSQLite(ctx context.Context, config Config) (*DB, error) {
	if err := os.MkdirAll(config.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	path := filepath.Join(config.DataDir, "portico.db")
	db := &DB{dialect: SQLite, lockPath: path + ".lock"}
	if err := touch(db.lockPath); err != nil {
		return nil, fmt.Errorf("write into data folder: %w", err)
	}
	if err := db.openSQLitePools(ctx, path, config.FullSync); err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return db, nil
}

func (db *DB) openSQLitePools(ctx context.Context, path string, fullSync bool) (err error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	sqliteDriver, err := newSQLiteDriver(&db.matchers)
	if err != nil {
		return err
	}
	db.writer = sqlitePool(sqliteDriver, absolute, sqliteWriter(fullSync), 1)
	if err = tryWriting(ctx, db.writer); err != nil {
		return closing(db.writer, err)
	}
	db.reader = sqlitePool(sqliteDriver, absolute, sqliteReader(), sqliteReaders)
	if db.write, err = overSQLite(db.writer); err == nil {
		db.read, err = overSQLite(db.reader)
	}
	if err == nil {
		db.version, err = watchDataVersion(ctx, sqlitePool(sqliteDriver, absolute, sqliteReader(), 1))
	}
	if err != nil {
		return closing(db.writer, closing(db.reader, err))
	}
	return nil
}

// sqlitePool returns a pool of at most size connections to the file.
func sqlitePool(driver *sqlite.Driver, path string, options url.Values, size int) *sql.DB {
	options.Set("_busy_timeout", sqliteBusyTimeout)
	options.Set("_foreign_keys", "on")
	// Double quotes delimit identifiers, never string literals.
	options.Set("_dqs", "0")
	// Errors on opening carry their own cause.
	options.Set("_error_rc", "1")
	// A new database gets the permissions of the lock file: owner only.
	options.Set("modeof", path+".lock")
	// SQLite reads %20 as a space, but not +.
	query := strings.ReplaceAll(options.Encode(), "+", "%20")
	source := url.URL{Scheme: "file", Path: filePath(path), RawQuery: query}
	pool := sql.OpenDB(sqliteConnector{driver: driver, source: source.String()})
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return pool
}

// filePath turns an absolute path into the path of a file URL: with slashes, one of
// them before the drive letter (https://sqlite.org/uri.html, section 3.1).
func filePath(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return path
}

// sqliteConnector opens connections with a driver that is not registered.
type sqliteConnector struct {
	driver *sqlite.Driver
	source string
}

// Connect implements driver.Connector.
func (c sqliteConnector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return c.driver.Open(c.source)
}

// Driver implements driver.Connector.
func (c sqliteConnector) Driver() driver.Driver { return c.driver }

// overSQLite opens GORM on a pool. With a pool, the dialector does not use its C
// driver.
func overSQLite(pool *sql.DB) (*gorm.DB, error) {
	return openGORM(sqliteDialector{&gormsqlite.Dialector{Conn: pool}})
}

func sqliteWriter(fullSync bool) url.Values {
	synchronous := "NORMAL"
	if fullSync {
		synchronous = "FULL"
	}
	return url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {synchronous},
		"_txlock":       {"immediate"},
	}
}

func sqliteReader() url.Values {
	return url.Values{"_query_only": {"on"}}
}

// tryWriting waits until the file is writable: while another process switches a
// new one to write-ahead logging, SQLite reports busy without waiting.
func tryWriting(ctx context.Context, pool *sql.DB) error {
	for {
		err := writeNothing(ctx, pool)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("locked by another program: %w", ctx.Err())
		}
		if !isBusy(err) {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(lockFilePoll):
		}
	}
}

// writeNothing writes and rolls back. BEGIN is not enough: on a read-only file
// SQLite silently begins a read-only transaction.
func writeNothing(ctx context.Context, pool *sql.DB) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "PRAGMA user_version = 1")
	return errors.Join(err, tx.Rollback())
}

// touch creates the file, accessible by its owner only, if it does not exist.
func touch(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// closing closes the pool after err, and returns err.
func closing(pool *sql.DB, err error) error {
	if closeErr := pool.Close(); closeErr != nil {
		return fmt.Errorf("%w (closing: %w)", err, closeErr)
	}
	return err
}
