package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// lockFilePoll is how often a lock that another process holds is tried.
const lockFilePoll = 50 * time.Millisecond

// lockFile waits for the lock on a file and returns a function that releases
// it. SQLite has no lock that spans several transactions, so this one stands
// beside it.
//
// The system releases the lock when the process ends, however it ends. The file
// stays: if it were removed, two processes could hold locks on two files of one
// name. Network file systems may not support such locks, but SQLite's
// write-ahead log does not work there either.
func lockFile(ctx context.Context, path string) (unlock func(), err error) {
	lock := flock.New(path, flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockFilePoll); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { _ = lock.Unlock() }, nil // fails only for a file that is not open
}
