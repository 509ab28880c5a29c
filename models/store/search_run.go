package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
)

// searchTimeout bounds searches with regular expressions.
const searchTimeout = time.Second

// Error codes of Postgres that a pattern can cause (PostgreSQL manual, appendix A).
const (
	postgresCanceled          = "57014" // statement timeout, or canceled by the client
	postgresInvalidExpression = "2201B"
)

// searching runs the queries of a list with a condition; work must use the conn that
// it is given.
func (s *conn) searching(ctx context.Context, c *condition, work func(context.Context, *conn) error) error {
	defer c.release()
	var err error
	switch {
	case c.sql == "" && !c.isGathering || s.tx != nil:
		err = work(ctx, s)
	case s.db.dialect == Postgres:
		err = s.searchingPostgres(ctx, c, work)
	default:
		err = s.searchingSQLite(ctx, c, work)
	}
	if len(c.expressions) > 0 && ctx.Err() == nil {
		err = expressionError(err)
	}
	return err
}

func (s *conn) searchingSQLite(ctx context.Context, c *condition, work func(context.Context, *conn) error) error {
	if len(c.expressions) > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, searchTimeout)
		defer cancel()
	}
	return work(ctx, s)
}

// searchingPostgres reads in a transaction, so that the settings stay local to it.
func (s *conn) searchingPostgres(ctx context.Context, c *condition, work func(context.Context, *conn) error) error {
	// Index pages are in memory, so random access costs about the same as sequential.
	// With the default, Postgres reads the table instead of the index that covers the
	// search, which takes twice as long.
	settings := "SELECT set_config('random_page_cost', '1.1', true)"
	if c.isGathering {
		// If the collected ids exceed it, they are scanned once per user.
		settings += ", set_config('work_mem', '64MB', true)"
	}
	if len(c.expressions) > 0 {
		settings += fmt.Sprintf(", set_config('statement_timeout', '%d', true)", searchTimeout.Milliseconds())
	}
	return s.db.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(settings).Error; err != nil {
			return fmt.Errorf("set up search: %w", err)
		}
		return work(ctx, &conn{db: s.db, tenant: s.tenant, tx: tx})
	}, &sql.TxOptions{ReadOnly: true})
}

// expressionError recognizes the errors that a regular expression causes.
func expressionError(err error) error {
	var answer *pgconn.PgError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		// As text, not wrapped: the pattern is too slow, the database is available.
		return fmt.Errorf("%w: %s", ErrPatternTooSlow, err.Error())
	case !errors.As(err, &answer):
		return err
	case answer.Code == postgresCanceled:
		return fmt.Errorf("%w: %w", ErrPatternTooSlow, err)
	case answer.Code == postgresInvalidExpression:
		return fmt.Errorf("%w: %w", ErrPattern, err)
	}
	return err
}
