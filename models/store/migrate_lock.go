package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// lockFilePoll is how often a lock that somebody holds is tried.
const lockFilePoll = 50 * time.Millisecond

// lockFile waits for the lock on a file and returns what lets it go. SQLite
// has no lock that spans several transactions, so this one stands beside it.
//
// It is flock(2): the kernel lets it go when the process ends, however it
// ends. The file stays: were it removed, two processes could hold locks on
// two files of one name. A network file system may know no flock, but SQLite's
// write-ahead log does not work there either.
func lockFile(ctx context.Context, path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	// Closing the descriptor, which is the only one, lets the lock go.
	unlock = func() { _ = file.Close() }
	for {
		err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			return unlock, nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			unlock()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		select {
		case <-ctx.Done():
			unlock()
			return nil, ctx.Err()
		case <-time.After(lockFilePoll):
		}
	}
}
