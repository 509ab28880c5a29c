package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// dataVersion watches a SQLite database for commits. PRAGMA data_version is a
// number that changes whenever another connection, of this process or of any
// other, has committed (https://sqlite.org/pragma.html#pragma_data_version). It
// means something only when compared on one connection, so this one is held,
// and it never writes: to it, every commit is another connection's.
type dataVersion struct {
	pool *sql.DB
	conn *sql.Conn

	mu    sync.Mutex // a statement has one reader at a time
	query *sql.Stmt  // nil when closed
}

// watchDataVersion takes the only connection of a pool.
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

// current is the number now.
func (v *dataVersion) current() (int64, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.query == nil {
		return 0, fmt.Errorf("watch for commits: %w", translate(errors.New(textClosed)))
	}
	var version int64
	// It is over in microseconds; a context that can end would cost more.
	if err := v.query.QueryRowContext(context.Background()).Scan(&version); err != nil {
		return 0, fmt.Errorf("watch for commits: %w", translate(err))
	}
	return version, nil
}

// close ends the watch. A statement left open would keep its connection, and
// so the write-ahead log, open as well.
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
