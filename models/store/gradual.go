package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

const (
	// batchRows bounds what one transaction in the background removes, and so how
	// long a request may have to wait for it.
	batchRows = 200
	// batchPause is the least time between two of them.
	batchPause = 5 * time.Millisecond
)

// gradually runs batch until it finds fewer rows than it may take. It rests
// after each for as long as the batch took: whoever waits to write goes first.
func gradually(ctx context.Context, batch func(ctx context.Context) (rows int64, err error)) error {
	for {
		begun := time.Now() //nolint:forbidigo // how long a batch takes, whatever the time of day is
		rows, err := batch(ctx)
		if err != nil {
			return translate(err)
		}
		if rows > 0 {
			if err := rest(ctx, max(batchPause, time.Since(begun))); err != nil {
				return err
			}
		}
		if rows < batchRows {
			return nil
		}
	}
}

// rest waits, or returns the context's error as soon as it ends.
func rest(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// deleteBatch deletes at most batchRows of the rows that a condition describes.
// On Postgres it leaves out those that somebody holds: a later batch finds them.
func (db *DB) deleteBatch(tx *gorm.DB, table, condition string, args ...any) (int64, error) {
	args = append(args, batchRows)
	few := " FROM " + table + " WHERE " + condition + " LIMIT ?"
	statement := "DELETE FROM " + table + " WHERE rowid IN (SELECT rowid" + few + ")"
	if db.dialect == Postgres {
		statement = "DELETE FROM " + table + " WHERE ctid = ANY (ARRAY(SELECT ctid" + few + " FOR UPDATE SKIP LOCKED))"
	}
	result := tx.Exec(statement, args...)
	return result.RowsAffected, result.Error
}
