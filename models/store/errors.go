package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"modernc.org/sqlite"
)

// Result codes of SQLite (sqlite.org/rescode.html).
const (
	sqliteBusy       = 5 // the primary code: its kinds are in the higher bits
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
)

// Error classes of Postgres (PostgreSQL manual, appendix A).
const (
	postgresForeignKey = "23503"
	postgresUnique     = "23505"
)

// translate turns the drivers' errors into ErrNotFound and ErrConflict; all
// others pass. The cause stays in the chain and names the constraint, never a value.
func translate(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrConflict):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case isConflict(err):
		return fmt.Errorf("%w: %w", ErrConflict, err)
	}
	return err
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
