package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
)

// revisions reads and caches tenants' revisions. Every request needs one before
// anything else, so the query is prepared once and bypasses GORM, and on SQLite the
// result is cached until the next commit to the database.
type revisions struct {
	prepared atomic.Pointer[sql.Stmt]
	cached   sync.Map // tenant id: cachedRevision
}

// cachedRevision is a revision and the data version read before it: the revision
// is at least that recent.
type cachedRevision struct {
	version  int64
	revision int64
}

// Revision reads the revision of the tenant's configuration: see models.Tenant.
// ErrNotFound: there is no such tenant, or it has been deleted.
func (s Tenant) Revision(ctx context.Context) (int64, error) {
	if s.db.version == nil {
		return s.readRevision(ctx)
	}
	version, err := s.db.version.current()
	if err != nil {
		return 0, err
	}
	if last, ok := s.db.revisions.cached.Load(s.tenant); ok {
		if last, ok := last.(cachedRevision); ok && last.version == version {
			return last.revision, nil
		}
	}
	// A look-up by primary key is faster than watching for its cancellation.
	revision, err := s.readRevision(context.WithoutCancel(ctx))
	if err == nil {
		s.db.revisions.cached.Store(s.tenant, cachedRevision{version, revision})
	}
	return revision, err
}

func (s Tenant) readRevision(ctx context.Context) (int64, error) {
	query, err := s.db.revisions.statement(ctx, s.db)
	if err != nil {
		return 0, fmt.Errorf("prepare revision query: %w", translate(err))
	}
	revision, err := patiently(ctx, func() (revision int64, err error) {
		err = query.QueryRowContext(ctx, s.tenant).Scan(&revision)
		return revision, err
	})
	return revision, translate(err)
}

// statement prepares the query on first use, since there may be no schema before.
// Concurrent requests do not wait for one another to prepare it.
func (r *revisions) statement(ctx context.Context, db *DB) (*sql.Stmt, error) {
	if prepared := r.prepared.Load(); prepared != nil {
		return prepared, nil
	}
	text := "SELECT revision FROM tenants WHERE id = ? AND deleted_at = 0"
	if db.dialect == Postgres {
		text = "SELECT revision FROM tenants WHERE id = $1 AND deleted_at = 0"
	}
	fresh, err := patientPool{db.reader}.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	if !r.prepared.CompareAndSwap(nil, fresh) {
		return r.prepared.Load(), fresh.Close()
	}
	return fresh, nil
}
