package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	gormpostgres "gorm.io/driver/postgres"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"modernc.org/sqlite"
)

// Result codes of SQLite (sqlite.org/rescode.html). The first five are primary
// codes, whose variants differ in the higher bits.
const (
	sqliteBusy       = 5
	sqliteLocked     = 6
	sqliteIOError    = 10
	sqliteFull       = 13
	sqliteCannotOpen = 14
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
)

// Error codes of Postgres (PostgreSQL manual, appendix A).
const (
	postgresConnection         = "08"   // class: connection exception
	postgresShutdown           = "57P0" // shutting down, crashed or starting up
	postgresTooManyConnections = "53300"
	postgresForeignKey         = "23503"
	postgresUnique             = "23505"
)

// textClosed is what database/sql says when the pool has been closed; it exports
// no value to compare with.
const textClosed = "sql: database is closed"

// The dialects with our translation of errors in place of theirs: GORM passes
// every error through it, those of beginning and committing too.
type (
	sqliteDialector   struct{ *gormsqlite.Dialector }
	postgresDialector struct{ *gormpostgres.Dialector }
)

// Translate implements gorm.ErrorTranslator.
func (sqliteDialector) Translate(err error) error { return translate(err) }

// Translate implements gorm.ErrorTranslator.
func (postgresDialector) Translate(err error) error { return translate(err) }

// translate turns the drivers' errors into ErrNotFound, ErrConflict and
// ErrUnavailable; all others pass. The cause stays in the chain and names the
// constraint, never a value.
func translate(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrConflict), errors.Is(err, ErrUnavailable):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case isConflict(err):
		return fmt.Errorf("%w: %w", ErrConflict, err)
	case isUnavailable(err):
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return err
}

// isUnavailable reports whether the database could not be reached, or gave no
// answer in time. What it refused to do for another reason is not among that.
func isUnavailable(err error) bool {
	var sqliteErr *sqlite.Error
	if errors.As(err, &sqliteErr) {
		away := []int{sqliteBusy, sqliteLocked, sqliteIOError, sqliteFull, sqliteCannotOpen}
		return slices.Contains(away, sqliteErr.Code()&0xff)
	}
	var connectErr *pgconn.ConnectError
	if errors.As(err, &connectErr) {
		return true // whatever the server said to refuse the connection
	}
	var postgresErr *pgconn.PgError
	if errors.As(err, &postgresErr) {
		code := postgresErr.Code
		return strings.HasPrefix(code, postgresConnection) || strings.HasPrefix(code, postgresShutdown) ||
			code == postgresTooManyConnections
	}
	var networkErr net.Error
	isLost := errors.As(err, &networkErr) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone)
	return isLost || errors.Is(err, context.DeadlineExceeded) || strings.HasSuffix(err.Error(), textClosed)
}

func isConflict(err error) bool {
	var sqliteErr *sqlite.Error
	if errors.As(err, &sqliteErr) {
		code := sqliteErr.Code()
		return code == sqliteUnique || code == sqlitePrimaryKey || code == sqliteForeignKey
	}
	var postgresErr *pgconn.PgError
	if errors.As(err, &postgresErr) {
		return postgresErr.Code == postgresUnique || postgresErr.Code == postgresForeignKey
	}
	return false
}

// isBusy says that SQLite waited for another process, or could not wait.
func isBusy(err error) bool {
	var sqliteErr *sqlite.Error
	return errors.As(err, &sqliteErr) && sqliteErr.Code()&0xff == sqliteBusy
}
