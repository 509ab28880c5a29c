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
// codes; their extended codes differ in the higher bits.
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

// textClosed is the error text of database/sql for a closed pool; it exports no
// value to compare with.
const textClosed = "sql: database is closed"

// The dialectors, with our error translation in place of theirs. GORM passes every
// error through it, including those of BEGIN and COMMIT.
type (
	sqliteDialector   struct{ *gormsqlite.Dialector }
	postgresDialector struct{ *gormpostgres.Dialector }
)

// Translate implements gorm.ErrorTranslator.
func (sqliteDialector) Translate(err error) error { return translate(err) }

// Translate implements gorm.ErrorTranslator.
func (postgresDialector) Translate(err error) error { return translate(err) }

// translate maps driver errors to ErrNotFound, ErrConflict and ErrUnavailable and
// returns others unchanged. The cause stays in the chain; it names the constraint,
// never a value.
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

// isUnavailable reports whether the database could not be reached or did not
// answer in time. Statements that it rejected for other reasons do not count.
func isUnavailable(err error) bool {
	var sqliteErr *sqlite.Error
	if errors.As(err, &sqliteErr) {
		unavailable := []int{sqliteBusy, sqliteLocked, sqliteIOError, sqliteFull, sqliteCannotOpen}
		return slices.Contains(unavailable, sqliteErr.Code()&0xff)
	}
	var connectErr *pgconn.ConnectError
	if errors.As(err, &connectErr) {
		return true // whatever the server's reason for refusing the connection
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

// isBusy reports whether SQLite gave up waiting for another process, or could not wait.
func isBusy(err error) bool {
	var sqliteErr *sqlite.Error
	return errors.As(err, &sqliteErr) && sqliteErr.Code()&0xff == sqliteBusy
}
