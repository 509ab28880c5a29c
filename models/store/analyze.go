package store

import (
	"context"
	"fmt"
)

// Analyze has Postgres count its rows again, by which it plans its queries; it
// does so by itself a minute after many rows have come. SQLite plans without.
func (db *DB) Analyze(ctx context.Context) error {
	if db.dialect != Postgres {
		return nil
	}
	if err := db.write.WithContext(ctx).Exec("ANALYZE").Error; err != nil {
		return fmt.Errorf("analyze database: %w", err)
	}
	return nil
}
