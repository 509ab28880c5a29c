package client

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	// keyLife is how long a fetched key set is used.
	keyLife = 10 * time.Minute
	// fetchPause is the minimum time between two fetches of a key set, no matter how
	// many unknown keys are requested and whether the last fetch succeeded.
	fetchPause = 30 * time.Second
	// fetchTimeout bounds one fetch.
	fetchTimeout = 5 * time.Second
	// maxSources bounds how many key sets are cached; beyond it the cache is emptied.
	maxSources = 10_000
)

// remoteKeys caches the key sets that clients publish, by URL.
type remoteKeys struct {
	mu      sync.Mutex
	sources map[string]*source
}

// find returns the keys of a published set that may have made a signature. A
// set that lacks them is fetched again, so that a client can rotate its keys
// at any time.
func (r *remoteKeys) find(ctx context.Context, fetch Fetcher, uri string, now time.Time, wanted selector) ([]any, error) {
	s := r.source(uri)
	if keys, isDecided, err := s.look(now, wanted); isDecided {
		return keys, err
	}
	s.fetching.Lock()
	defer s.fetching.Unlock()
	if keys, isDecided, err := s.look(now, wanted); isDecided {
		return keys, err
	}
	set, err := load(ctx, fetch, uri)
	s.keep(now, set, err)
	return wanted.from(set), err
}

func (r *remoteKeys) source(uri string) *source {
	r.mu.Lock()
	defer r.mu.Unlock()
	if found := r.sources[uri]; found != nil {
		return found
	}
	if r.sources == nil || len(r.sources) >= maxSources {
		r.sources = map[string]*source{}
	}
	fresh := &source{}
	r.sources[uri] = fresh
	return fresh
}

// load fetches a key set on behalf of all waiters, so it does not end with the
// request that happened to be first.
func load(ctx context.Context, fetch Fetcher, uri string) ([]jose.JSONWebKey, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fetchTimeout)
	defer cancel()
	text, _, err := fetch.Get(ctx, uri)
	if err != nil {
		return nil, fmt.Errorf("fetch key set: %w", err)
	}
	return parseKeySet(text)
}

// source is one key set and the state of its fetches.
type source struct {
	fetching sync.Mutex // held during a fetch: later requests wait for its result

	mu      sync.Mutex
	keys    []jose.JSONWebKey
	fetched time.Time // when keys was last fetched
	tried   time.Time // when the last fetch began
	failure error     // of the last fetch
}

// look answers from the cache if it can: with matching keys, or with the result of
// the last fetch when it is too early for another.
func (s *source) look(now time.Time, wanted selector) (keys []any, isDecided bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.fetched) < keyLife {
		if keys := wanted.from(s.keys); len(keys) > 0 {
			return keys, true, nil
		}
	}
	return nil, now.Sub(s.tried) < fetchPause, s.failure
}

// keep stores the result of a fetch. A failed fetch does not discard keys that
// are still valid.
func (s *source) keep(now time.Time, set []jose.JSONWebKey, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tried, s.failure = now, err
	if err == nil {
		s.keys, s.fetched = set, now
	}
}
