package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// revisionQuery asks for a tenant's revision. Every request asks it, before it
// knows what else it needs; hence it is prepared once and passes GORM by.
type revisionQuery struct {
	mu       sync.Mutex
	prepared *sql.Stmt
}

// Revision reads the number of the tenant's configuration: see models.Tenant.
// ErrNotFound: there is no such tenant.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	query, err := s.db.revisions.statement(ctx, s.db)
	if err != nil {
		return 0, fmt.Errorf("prepare revision query: %w", err)
	}
	if s.db.dialect == SQLite {
		// One look-up by primary key ends sooner than a watch for its
		// cancellation begins.
		ctx = context.WithoutCancel(ctx)
	}
	var revision int64
	err = query.QueryRowContext(ctx, s.tenant).Scan(&revision)
	return revision, translate(err)
}

// statement prepares the query at its first use: before, there may be no schema.
func (q *revisionQuery) statement(ctx context.Context, db *DB) (*sql.Stmt, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.prepared != nil {
		return q.prepared, nil
	}
	text := "SELECT revision FROM tenants WHERE id = ?"
	if db.dialect == Postgres {
		text = "SELECT revision FROM tenants WHERE id = $1"
	}
	var err error
	q.prepared, err = db.reader.PrepareContext(ctx, text)
	return q.prepared, err
}
