package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
)

// revisions answers for a tenant's revision. Every request asks, before it
// knows what else it needs: the query is prepared once and passes GORM by, and
// on SQLite an answer holds until the next commit to the database.
type revisions struct {
	mu       sync.Mutex
	prepared *sql.Stmt
	found    sync.Map // tenant id: foundRevision
}

// foundRevision is an answer with the state of the database that it was given
// in, or in a later one.
type foundRevision struct {
	state    walIndexHeader
	revision int64
}

// Revision reads the number of the tenant's configuration: see models.Tenant.
// ErrNotFound: there is no such tenant, or it has been deleted.
func (s Tenant) Revision(ctx context.Context) (int64, error) {
	state, isWatched := s.db.walIndex.header()
	if !isWatched {
		return s.readRevision(ctx)
	}
	if last, ok := s.db.revisions.found.Load(s.tenant); ok {
		if last, ok := last.(foundRevision); ok && last.state == state {
			return last.revision, nil
		}
	}
	// One look-up by primary key ends sooner than a watch for its cancellation begins.
	revision, err := s.readRevision(context.WithoutCancel(ctx))
	if err == nil {
		s.db.revisions.found.Store(s.tenant, foundRevision{state, revision})
	}
	return revision, err
}

func (s Tenant) readRevision(ctx context.Context) (int64, error) {
	query, err := s.db.revisions.statement(ctx, s.db)
	if err != nil {
		return 0, fmt.Errorf("prepare revision query: %w", translate(err))
	}
	var revision int64
	err = query.QueryRowContext(ctx, s.tenant).Scan(&revision)
	return revision, translate(err)
}

// statement prepares the query at its first use: before, there may be no schema.
func (r *revisions) statement(ctx context.Context, db *DB) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.prepared != nil {
		return r.prepared, nil
	}
	text := "SELECT revision FROM tenants WHERE id = ? AND deleted_at = 0"
	if db.dialect == Postgres {
		text = "SELECT revision FROM tenants WHERE id = $1 AND deleted_at = 0"
	}
	var err error
	r.prepared, err = db.reader.PrepareContext(ctx, text)
	return r.prepared, err
}
