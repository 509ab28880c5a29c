package store

import (
	"context"
	"fmt"
)

// Analyze refreshes the statistics by which Postgres plans its queries, which it
// would otherwise do about a minute after a bulk insert. SQLite plans without them.
func (db *DB) Analyze(ctx context.Context) error {
	if db.dialect != Postgres {
		return nil
	}
	if err := db.write.WithContext(ctx).Exec("ANALYZE").Error; err != nil {
		return fmt.Errorf("analyze database: %w", err)
	}
	return nil
}
