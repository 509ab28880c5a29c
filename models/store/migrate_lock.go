package store

import (
	"context"
	"fmt"
	"time"

	"github.com/gofrs/flock"
)

// lockFilePoll is the interval between attempts to get a lock held by another process.
const lockFilePoll = 50 * time.Millisecond

// lockFile waits for the lock on a file and returns a function that releases
// it. SQLite has no lock that spans several transactions, hence the file.
//
// The system releases the lock when the process ends, however it ends. The file
// is never removed: otherwise two processes could hold locks on different files of
// the same name. Network file systems may not support such locks, but neither do
// they support SQLite's write-ahead log.
func lockFile(ctx context.Context, path string) (unlock func(), err error) {
	lock := flock.New(path, flock.SetPermissions(0o600))
	if _, err := lock.TryLockContext(ctx, lockFilePoll); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { _ = lock.Unlock() }, nil // fails only if the file is not open
}
