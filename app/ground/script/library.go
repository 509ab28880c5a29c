package script

import (
	"crypto/sha256"
	"encoding/hex"
)

// maxLibrary bounds the scripts that a worker keeps compiled, in bytes of source.
const maxLibrary = 1 << 20

// Library has what is known of scripts by their IDs. The server and the worker keep one
// each and add the same scripts in the same order, so they always hold the same ones.
type Library[T any] struct {
	known map[string]T
	size  int
}

// Get returns what is known of a script.
func (l *Library[T]) Get(id string) (T, bool) {
	found, ok := l.known[id]
	return found, ok
}

// Add adds a script; if it does not fit, all others are forgotten.
func (l *Library[T]) Add(id string, size int, what T) {
	if l.known == nil || l.size+size > maxLibrary {
		l.known, l.size = map[string]T{}, 0
	}
	l.known[id] = what
	l.size += size
}

// idOf is the ID of a script.
func idOf(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:])
}
