package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// Bounds of the wait before trying again to get a connection; it doubles each time.
const (
	minPatience = 10 * time.Millisecond
	maxPatience = 500 * time.Millisecond
)

// patientPool is a pool that waits when the server has no connection left, until
// the server accepts one, one of the pool's own is free, or the context ends.
// sql.DB queues for its own connections, but fails at once if the server refuses one.
//
// Nothing has been sent to the database when a connection is refused, so retrying
// is safe. It implements gorm.ConnPool and gorm.TxBeginner.
type patientPool struct{ *sql.DB }

// PrepareContext prepares a statement.
func (p patientPool) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return patiently(ctx, func() (*sql.Stmt, error) { return p.DB.PrepareContext(ctx, query) })
}

// ExecContext runs a statement.
func (p patientPool) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return patiently(ctx, func() (sql.Result, error) { return p.DB.ExecContext(ctx, query, args...) })
}

// QueryContext runs a query.
func (p patientPool) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return patiently(ctx, func() (*sql.Rows, error) { return p.DB.QueryContext(ctx, query, args...) })
}

// QueryRowContext runs a query for one row, which carries the error.
func (p patientPool) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	row, _ := patiently(ctx, func() (*sql.Row, error) {
		row := p.DB.QueryRowContext(ctx, query, args...)
		return row, row.Err()
	})
	return row
}

// BeginTx begins a transaction.
func (p patientPool) BeginTx(ctx context.Context, options *sql.TxOptions) (*sql.Tx, error) {
	return patiently(ctx, func() (*sql.Tx, error) { return p.DB.BeginTx(ctx, options) })
}

// patiently retries work while there is no connection to be had. When the context
// ends, the error says that the server had none.
func patiently[T any](ctx context.Context, work func() (T, error)) (T, error) {
	var refused error
	for wait := minPatience; ; wait = min(2*wait, maxPatience) {
		result, err := work()
		switch {
		case isOutOfConnections(err):
			refused = err
		case err != nil && ctx.Err() != nil && refused != nil:
			return result, fmt.Errorf("%w, after waiting for a connection: %w", err, refused)
		default:
			return result, err
		}
		select {
		case <-ctx.Done():
			return result, err
		case <-time.After(wait/2 + rand.N(wait)): // jitter
		}
	}
}

func isOutOfConnections(err error) bool {
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Code == postgresTooManyConnections
}
