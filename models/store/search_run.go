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

// searchTimeout bounds a search with regular expressions.
const searchTimeout = time.Second

// Error classes of Postgres that a pattern can cause (PostgreSQL manual, appendix A).
const (
	postgresCanceled          = "57014" // by the time-out of a statement, or by whoever asked
	postgresInvalidExpression = "2201B"
)

// searching runs the queries of a list with a condition; they use the store
// that work is given.
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

// searchingPostgres reads in a transaction, to which the settings are confined.
func (s *conn) searchingPostgres(ctx context.Context, c *condition, work func(context.Context, *conn) error) error {
	// Pages of an index cost about the same in any order: they are in memory.
	// With the default, Postgres reads the table and not the index that has all
	// that a search needs, which takes twice as long.
	settings := "SELECT set_config('random_page_cost', '1.1', true)"
	if c.isGathering {
		// Gathered ids that do not fit are looked through once for every user.
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

// expressionError tells what is wrong with a regular expression from other errors.
func expressionError(err error) error {
	var answer *pgconn.PgError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		// As text: it is the pattern that took too long, not the database that is away.
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
