package tenant

import "sync"

// memoLimit bounds the entries of a memo; at the limit it is emptied.
const memoLimit = 10_000

// memo caches what was found, never that something was not found.
type memo[T any] struct {
	mu    sync.RWMutex
	found map[string]T
}

func (m *memo[T]) get(key string, find func() (T, error)) (T, error) {
	m.mu.RLock()
	value, ok := m.found[key]
	m.mu.RUnlock()
	if ok {
		return value, nil
	}
	value, err := find()
	if err != nil {
		return value, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.found == nil || len(m.found) >= memoLimit {
		m.found = map[string]T{}
	}
	m.found[key] = value
	return value, nil
}
