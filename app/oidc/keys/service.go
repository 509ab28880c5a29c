package keys

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"portico/app/ground/tenant"
	"portico/models/store"
)

// Sealer encrypts stored values; the context names where a value is stored.
type Sealer interface {
	Seal(context string, plain []byte) ([]byte, error)
	Open(context string, sealed []byte) ([]byte, error)
}

// Service holds each tenant's keys. Its fields are set once; it is safe for
// concurrent use.
type Service struct {
	Vault Sealer
	Now   func() time.Time

	mu       sync.RWMutex
	sets     map[string]*Set // by tenant id
	building sync.Mutex      // held while a set is built, so that it is built once
}

// Set returns a tenant's keys at the tenant's revision or a later one.
func (s *Service) Set(ctx context.Context, t *tenant.Tenant) (*Set, error) {
	if set := s.cached(t); set != nil {
		return set, nil
	}
	s.building.Lock()
	defer s.building.Unlock()
	if set := s.cached(t); set != nil {
		return set, nil
	}
	return s.build(ctx, t)
}

// build builds a tenant's set from the database; the caller holds building.
func (s *Service) build(ctx context.Context, t *tenant.Tenant) (*Set, error) {
	records, err := t.Store.SigningKeys.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("read signing keys: %w", err)
	}
	retired, err := t.Store.RetiredKeys.List(ctx, s.Now().UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read retired keys: %w", err)
	}
	set, err := s.newSet(t, records, retired)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sets == nil {
		s.sets = map[string]*Set{}
	}
	s.sets[t.ID] = set
	return set, nil
}

// Published returns a tenant's keys as Set does or, while the database is
// unavailable, as they were last read. It is for published documents only: whether
// a key still signs and verifies is up to Set.
func (s *Service) Published(ctx context.Context, t *tenant.Tenant) (*Set, error) {
	set, err := s.Set(ctx, t)
	if !errors.Is(err, store.ErrUnavailable) {
		return set, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if last := s.sets[t.ID]; last != nil && last.createdAt == t.CreatedAt {
		return last, nil
	}
	return nil, err
}

// Sign is Set.Sign with the tenant's keys. Keys of an algorithm used for the first
// time are generated.
func (s *Service) Sign(ctx context.Context, t *tenant.Tenant, algorithm, typ string, claims any) (string, error) {
	set, err := s.Set(ctx, t)
	if err == nil && !set.signs(algorithm) {
		set, err = s.extend(ctx, t, algorithm)
	}
	if err != nil {
		return "", err
	}
	return set.Sign(algorithm, typ, claims)
}

// extend generates the keys of an algorithm and returns a set that has them.
func (s *Service) extend(ctx context.Context, t *tenant.Tenant, algorithm string) (*Set, error) {
	s.building.Lock()
	defer s.building.Unlock()
	if set := s.cached(t); set != nil && set.signs(algorithm) {
		return set, nil
	}
	if err := s.EnsureAlgorithm(ctx, t.Store, algorithm); err != nil {
		return nil, fmt.Errorf("make %s keys: %w", algorithm, err)
	}
	return s.build(ctx, t)
}

// VerifyHint is Set.VerifyHint with the tenant's keys. A bad token is a
// *protocol.Error; any other error means that the keys could not be read.
func (s *Service) VerifyHint(ctx context.Context, t *tenant.Tenant, token string, claims any) error {
	set, err := s.Set(ctx, t)
	if err != nil {
		return err
	}
	return set.VerifyHint(token, s.Now().UnixMilli(), claims)
}

// VerifyAccessToken is Set.Verify for access tokens (RFC 9068) with the tenant's
// keys. Its errors are those of VerifyHint.
func (s *Service) VerifyAccessToken(ctx context.Context, t *tenant.Tenant, token string, claims any) error {
	set, err := s.Set(ctx, t)
	if err != nil {
		return err
	}
	return set.Verify(token, TypeAccessToken, claims)
}

// VerifyResourceToken is Set.VerifyResourceToken with the tenant's keys. Its errors
// are those of VerifyHint.
func (s *Service) VerifyResourceToken(ctx context.Context, t *tenant.Tenant, token string, claims any) error {
	set, err := s.Set(ctx, t)
	if err != nil {
		return err
	}
	return set.VerifyResourceToken(token, claims)
}

func (s *Service) cached(t *tenant.Tenant) *Set {
	s.mu.RLock()
	defer s.mu.RUnlock()
	set := s.sets[t.ID]
	if set == nil || set.createdAt != t.CreatedAt || set.revision < t.Revision {
		return nil
	}
	return set
}
