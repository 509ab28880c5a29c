package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"sync/atomic"
)

// revisions answers for a tenant's revision. Every request asks, before it
// knows what else it needs: the query is prepared once and passes GORM by, and
// on SQLite an answer holds until the next commit to the database.
type revisions struct {
	prepared atomic.Pointer[sql.Stmt]
	found    sync.Map // tenant id: foundRevision
}

// foundRevision is an answer with the data version that it was read at, or
// before a later one.
type foundRevision struct {
	version  int64
	revision int64
}

// Revision reads the number of the tenant's configuration: see models.Tenant.
// ErrNotFound: there is no such tenant, or it has been deleted.
func (s Tenant) Revision(ctx context.Context) (int64, error) {
	if s.db.version == nil {
		return s.readRevision(ctx)
	}
	version, err := s.db.version.current()
	if err != nil {
		return 0, err
	}
	if last, ok := s.db.revisions.found.Load(s.tenant); ok {
		if last, ok := last.(foundRevision); ok && last.version == version {
			return last.revision, nil
		}
	}
	// One look-up by primary key ends sooner than a watch for its cancellation begins.
	revision, err := s.readRevision(context.WithoutCancel(ctx))
	if err == nil {
		s.db.revisions.found.Store(s.tenant, foundRevision{version, revision})
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

// statement prepares the query at its first use: before, there may be no schema.
// Nobody waits for another request that is preparing it.
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
