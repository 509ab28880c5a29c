package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// dataVersion watches a SQLite database for commits. PRAGMA data_version is a
// number that changes whenever another connection commits, in this process or
// another (https://sqlite.org/pragma.html#pragma_data_version). Values can only be
// compared on the same connection, so one is reserved for it. It never writes, so
// every commit comes from another connection.
type dataVersion struct {
	pool *sql.DB
	conn *sql.Conn

	mu    sync.Mutex // a statement has one reader at a time
	query *sql.Stmt  // nil when closed
}

// watchDataVersion takes over the pool's only connection.
func watchDataVersion(ctx context.Context, pool *sql.DB) (*dataVersion, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, closing(pool, fmt.Errorf("watch for commits: %w", err))
	}
	query, err := conn.PrepareContext(ctx, "PRAGMA data_version")
	if err != nil {
		return nil, closing(pool, errors.Join(fmt.Errorf("watch for commits: %w", err), conn.Close()))
	}
	return &dataVersion{pool: pool, conn: conn, query: query}, nil
}

// current returns the current data version.
func (v *dataVersion) current() (int64, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.query == nil {
		return 0, fmt.Errorf("watch for commits: %w", translate(errors.New(textClosed)))
	}
	var version int64
	// This takes microseconds; watching a context for cancellation would cost more.
	if err := v.query.QueryRowContext(context.Background()).Scan(&version); err != nil {
		return 0, fmt.Errorf("watch for commits: %w", translate(err))
	}
	return version, nil
}

// close ends the watch. An open statement would keep its connection open, and
// with it the write-ahead log.
func (v *dataVersion) close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.query == nil {
		return nil
	}
	err := errors.Join(v.query.Close(), v.conn.Close(), v.pool.Close())
	v.query = nil
	return err
}
