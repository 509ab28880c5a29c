package tenant

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service manages tenants.
type Service struct {
	// Admin holds the records of the tenant "admin", where changes are audited.
	Admin  *store.Store
	Events *event.Publisher
	Now    func() time.Time
	// Tenants lists the existing tenants; Deleted lists those whose rows
	// are still being removed, by RemoveDeleted.
	Tenants, Deleted func(ctx context.Context) ([]models.Tenant, error)
	RemoveDeleted    func(ctx context.Context) error
	// Removals wakes Run; it has a buffer of one.
	Removals chan struct{}
	Log      *slog.Logger
	// Keys generates the signing keys that a new tenant starts with.
	Keys func(tenantID string) ([]models.SigningKey, error)
	// Provision creates the resources and roles that every tenant has, in a
	// transaction of the tenant "admin".
	Provision func(ctx context.Context, tx *store.Store, tenantID string) error
	// Indicator returns the resource indicator of a tenant's Management API.
	Indicator func(tenantID string) string
}

func (s *Service) kind() noun.Kind[models.Tenant] {
	return noun.Kind[models.Tenant]{
		Name:    "tenant",
		Records: func(records *store.Store) noun.Records[models.Tenant] { return tenants{records, s.Now} },
		Check:   check,
		Facts: func(tenant *models.Tenant) map[string]any {
			return map[string]any{"id": tenant.ID, "name": tenant.Name}
		},
		Subject: func(tenant *models.Tenant) event.Event {
			return event.Event{Payload: map[string]any{"tenantId": tenant.ID}}
		},
		Created: event.TenantCreated, Updated: event.TenantUpdated, Deleted: event.TenantDeleted, Events: s.Events,
	}
}

// New is the input for creating a tenant.
type New struct {
	// ID is part of every URL of the tenant: 2 to 20 of a-z, 0-9 and -, starting
	// with a letter. It never changes.
	ID   string
	Name string // 1 to 128 visible characters
}

const (
	defaultAlgorithm = "ES256"
	maxNameLength    = 128
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{0,18}[a-z0-9]$`)

// List lists the tenants by id.
func (s *Service) List(ctx context.Context) ([]models.Tenant, error) {
	tenants, err := s.Tenants(ctx)
	if err != nil {
		return nil, fmt.Errorf("list tenants: %w", err)
	}
	return tenants, nil
}

// Create creates a tenant with its keys, Management API and roles. Faults:
// guard.invalid_input (id, name), tenant.id_in_use, tenant.being_deleted.
func (s *Service) Create(ctx context.Context, fields New) (*models.Tenant, error) {
	now := s.Now().UnixMilli()
	tenant := &models.Tenant{
		ID: fields.ID, Name: strings.TrimSpace(fields.Name), DefaultAlgorithm: defaultAlgorithm,
		Settings: models.DefaultTenantSettings(), CreatedAt: now,
		// Higher than any revision of an earlier tenant with this ID, so that nothing
		// cached for that one is used for this one.
		Revision: now,
	}
	if err := check(tenant); err != nil {
		return nil, err
	}
	keys, err := s.Keys(tenant.ID) // before the transaction: an RSA key is slow
	if err != nil {
		return nil, fmt.Errorf("make signing keys: %w", err)
	}
	err = s.kind().Create(ctx, s.Admin, tenant, func(tx *store.Store, tenant *models.Tenant) (map[string]any, error) {
		for i := range keys {
			if err := tx.Of(tenant.ID).SigningKeys.Insert(ctx, &keys[i]); err != nil {
				return nil, err
			}
		}
		return nil, s.Provision(ctx, tx, tenant.ID)
	})
	if rule.IsConflict(err) {
		return nil, s.taken(ctx, tenant.ID, err)
	}
	if err != nil {
		return nil, err
	}
	return tenant, nil
}

// taken reports why an ID cannot be used.
func (s *Service) taken(ctx context.Context, id string, cause error) error {
	code := "tenant.id_in_use"
	if _, err := s.Admin.Of(id).Tenant.Get(ctx); errors.Is(err, store.ErrNotFound) {
		code = "tenant.being_deleted"
	}
	return rule.Against(code, "%w", cause).At("id")
}

// Rename changes a tenant's name. Faults: guard.invalid_input (name), entity.not_found.
func (s *Service) Rename(ctx context.Context, id, name string) (*models.Tenant, error) {
	return s.kind().Update(ctx, s.Admin, id, func(tenant *models.Tenant) error {
		tenant.Name = strings.TrimSpace(name)
		return nil
	})
}

// Delete deletes a tenant: from then on it no longer exists, and Run removes its
// rows. Faults: entity.not_found, tenant.built_in for the tenants that every
// installation has.
func (s *Service) Delete(ctx context.Context, id string) error {
	kind := s.kind()
	kind.Protect = protect
	err := kind.Delete(ctx, s.Admin, id, func(tx *store.Store, _ *models.Tenant) (map[string]any, error) {
		return nil, s.forget(ctx, tx, id)
	})
	if err != nil {
		return err
	}
	s.wake()
	return nil
}

// forget removes the deleted tenant's Management API from the tenant "admin".
func (s *Service) forget(ctx context.Context, tx *store.Store, id string) error {
	resource, err := tx.Resources.ByIndicator(ctx, s.Indicator(id))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read resource of the tenant: %w", err)
	}
	return tx.Resources.Delete(ctx, resource.ID)
}

// protect refuses to change the tenants that every installation has.
func protect(tenant *models.Tenant) error {
	if tenant.ID == models.TenantDefault || tenant.ID == models.TenantAdmin {
		return rule.Against("tenant.built_in", "every installation has the tenant %s", tenant.ID)
	}
	return nil
}

func check(tenant *models.Tenant) error {
	switch {
	case !idPattern.MatchString(tenant.ID):
		return rule.Invalid("id", "error.tenant.invalid_id", "must be 2 to 20 of a-z, 0-9 and -, a letter first")
	case !rule.IsName(tenant.Name, maxNameLength):
		return rule.Invalid("name", "error.tenant.invalid_name", "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	return nil
}
