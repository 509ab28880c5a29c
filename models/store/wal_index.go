package store

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
)

// walIndexVersion is the only version of the WAL-index that there has been
// since SQLite 3.7.0 (https://sqlite.org/walformat.html, section 2.2.1).
const walIndexVersion = 3007000

// walIndexHeader is the WAL-index's first header: version, change counter,
// frame count, salts and checksums. Every commit of any process changes it,
// and SQLite itself compares it to see whether its caches still hold.
type walIndexHeader [48]byte

// walIndex watches for commits without a query, at a fiftieth of its cost: as
// long as the header is the same, nothing in the database has changed, by this
// process or another.
//
// Its file must stay open until every connection of this process is closed:
// when a process closes any descriptor of a file, POSIX drops all the locks
// that it holds on it, SQLite's too (fcntl(2)).
type walIndex struct {
	mu   sync.Mutex
	path string
	file *os.File
}

// header reads the header as it is now; false when it cannot be relied on.
func (w *walIndex) header() (walIndexHeader, bool) {
	var header walIndexHeader
	file := w.open()
	if file == nil {
		return header, false
	}
	if _, err := file.ReadAt(header[:], 0); err != nil {
		return header, false
	}
	return header, binary.NativeEndian.Uint32(header[:4]) == walIndexVersion
}

// open opens the file at the first use: SQLite makes it with its first reader.
// Without a path, on Postgres, there is nothing to watch.
func (w *walIndex) open() *os.File {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file == nil && w.path != "" {
		file, err := os.Open(w.path)
		if err != nil {
			return nil
		}
		w.file = file
	}
	return w.file
}

// close comes after the last connection.
func (w *walIndex) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file == nil {
		return nil
	}
	if err := w.file.Close(); err != nil {
		return fmt.Errorf("close WAL-index: %w", err)
	}
	w.file = nil
	return nil
}
