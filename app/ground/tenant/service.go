package tenant

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"portico/models"
	"portico/models/store"
)

// Service returns the tenants of an installation.
type Service struct {
	db        *store.DB
	origin    string
	indicator string

	mu      sync.RWMutex
	current map[string]*Tenant
}

// NewService returns a service for the tenants of db under a public origin, such as
// https://id.example.com. The indicator names the default tenant's Management API.
func NewService(db *store.DB, origin, indicator string) *Service {
	return &Service{db: db, origin: origin, indicator: indicator, current: map[string]*Tenant{}}
}

// Get returns a tenant with its current configuration. store.ErrNotFound: there is none.
func (s *Service) Get(ctx context.Context, id string) (*Tenant, error) {
	records := s.db.Tenant(id)
	revision, err := records.Tenant.Revision(ctx)
	if errors.Is(err, store.ErrNotFound) {
		s.forget(id)
	}
	if err != nil {
		return nil, fmt.Errorf("read revision of tenant: %w", err)
	}
	s.mu.RLock()
	current := s.current[id]
	s.mu.RUnlock()
	if current != nil && current.Revision == revision {
		return current, nil
	}
	return s.load(ctx, records)
}

// Last returns a tenant with the configuration that this process last read, which may
// be stale; nil if it has not read any.
func (s *Service) Last(id string) *Tenant {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.current[id]
}

func (s *Service) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.current, id)
}

func (s *Service) load(ctx context.Context, records *store.Store) (*Tenant, error) {
	record, err := records.Tenant.Get(ctx)
	if err != nil {
		return nil, fmt.Errorf("read tenant: %w", err)
	}
	fresh := &Tenant{
		Tenant: *record, Prefix: prefix(record.ID), Origin: s.origin, Store: records,
		ManagementAPI: models.ManagementAPIIndicator(record.ID, s.indicator),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.current[record.ID]; known != nil && known.CreatedAt == fresh.CreatedAt && known.Revision >= fresh.Revision {
		return known, nil
	}
	s.current[record.ID] = fresh
	return fresh, nil
}

func prefix(id string) string {
	if id == models.TenantDefault {
		return ""
	}
	return "/t/" + id
}
