package store

import (
	"context"
	"time"

	"gorm.io/gorm"
)

const (
	// batchRows bounds how many rows one background transaction deletes, and so how
	// long a request may have to wait for it.
	batchRows = 200
	// batchPause is the minimum pause between two of them.
	batchPause = 5 * time.Millisecond
)

// gradually runs batch until it handles fewer rows than it could. After each it
// pauses for as long as the batch took, so that waiting writers go first.
func gradually(ctx context.Context, batch func(ctx context.Context) (rows int64, err error)) error {
	for {
		start := time.Now() //nolint:forbidigo // measures how long a batch takes, not the time of day
		rows, err := batch(ctx)
		if err != nil {
			return translate(err)
		}
		if rows > 0 {
			if err := pause(ctx, max(batchPause, time.Since(start))); err != nil {
				return err
			}
		}
		if rows < batchRows {
			return nil
		}
	}
}

// pause waits for d, or returns the context's error as soon as it ends.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// deleteBatch deletes at most batchRows of the rows that meet a condition. On
// Postgres it skips locked rows; a later batch finds them.
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
