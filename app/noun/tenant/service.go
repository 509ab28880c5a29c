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
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service changes tenants.
type Service struct {
	// Admin are the records of the tenant "admin", in which its acts are audited.
	Admin  *store.Store
	Events *event.Publisher
	Now    func() time.Time
	// Tenants lists those that have not been deleted; Deleted lists those whose rows
	// are being removed, which RemoveDeleted does.
	Tenants, Deleted func(ctx context.Context) ([]models.Tenant, error)
	RemoveDeleted    func(ctx context.Context) error
	// Removals wakes Run; it has room for one.
	Removals chan struct{}
	Log      *slog.Logger
	// Keys makes the signing keys that a fresh tenant starts with.
	Keys func(tenantID string) ([]models.SigningKey, error)
	// Provision makes the resources and roles that every tenant has, in a
	// transaction of the tenant "admin".
	Provision func(ctx context.Context, tx *store.Store, tenantID string) error
	// Indicator names a tenant's Management API.
	Indicator func(tenantID string) string
}

// New is what a tenant is created from.
type New struct {
	// ID is part of every address of the tenant: 2 to 20 of a-z, 0-9 and -, a
	// letter first. It never changes.
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

// Create makes a tenant with its keys, Management API and roles. Faults:
// guard.invalid_input (id, name), tenant.id_in_use, tenant.being_deleted.
func (s *Service) Create(ctx context.Context, fields New) (*models.Tenant, error) {
	if !idPattern.MatchString(fields.ID) {
		return nil, invalid("id", "error.tenant.invalid_id")
	}
	fields.Name = strings.TrimSpace(fields.Name)
	if err := checkName(fields.Name); err != nil {
		return nil, err
	}
	keys, err := s.Keys(fields.ID) // before the transaction: an RSA key takes long
	if err != nil {
		return nil, fmt.Errorf("make signing keys: %w", err)
	}
	now := s.Now().UnixMilli()
	tenant := &models.Tenant{
		ID: fields.ID, Name: fields.Name, DefaultAlgorithm: defaultAlgorithm,
		Settings: models.DefaultTenantSettings(), CreatedAt: now,
		// Above every revision of an earlier tenant with this id: what was cached of
		// that one must not count for this.
		Revision: now,
	}
	err = s.Admin.InTx(ctx, func(tx *store.Store) error { return s.create(ctx, tx, tenant, keys) })
	if errors.Is(err, store.ErrConflict) {
		return nil, s.taken(ctx, tenant.ID, err)
	}
	if err != nil {
		return nil, fmt.Errorf("create tenant: %w", err)
	}
	return tenant, nil
}

// taken says why an id cannot be had.
func (s *Service) taken(ctx context.Context, id string, cause error) error {
	code := "tenant.id_in_use"
	if _, err := s.Admin.Of(id).Tenant.Get(ctx); errors.Is(err, store.ErrNotFound) {
		code = "tenant.being_deleted"
	}
	return fault.New(fault.Unprocessable, code).At("id").Because(cause)
}

func (s *Service) create(ctx context.Context, tx *store.Store, tenant *models.Tenant, keys []models.SigningKey) error {
	if err := tx.Tenant.Insert(ctx, tenant); err != nil {
		return err
	}
	for i := range keys {
		if err := tx.Of(tenant.ID).SigningKeys.Insert(ctx, &keys[i]); err != nil {
			return err
		}
	}
	if err := s.Provision(ctx, tx, tenant.ID); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.TenantCreated, Payload: map[string]any{"tenantId": tenant.ID},
		After: map[string]any{"id": tenant.ID, "name": tenant.Name},
	})
}

// Rename changes a tenant's name. Faults: guard.invalid_input (name), entity.not_found.
func (s *Service) Rename(ctx context.Context, id, name string) (*models.Tenant, error) {
	name = strings.TrimSpace(name)
	if err := checkName(name); err != nil {
		return nil, err
	}
	var renamed *models.Tenant
	err := s.Admin.InTx(ctx, func(tx *store.Store) error {
		own := tx.Of(id)
		tenant, err := own.Tenant.Hold(ctx)
		if err != nil {
			return orMissing(id, err)
		}
		before := tenant.Name
		tenant.Name, renamed = name, tenant
		if before == name {
			return nil
		}
		if err := own.Tenant.Update(ctx, tenant); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.TenantUpdated, Payload: map[string]any{"tenantId": id},
			Before: map[string]any{"name": before}, After: map[string]any{"name": name},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("rename tenant: %w", err)
	}
	return renamed, nil
}

// Delete deletes a tenant: from then on nobody finds it, and Run removes its
// rows. Faults: entity.not_found, tenant.built_in for the tenants that every
// installation has.
func (s *Service) Delete(ctx context.Context, id string) error {
	if isBuiltIn(id) {
		return builtIn()
	}
	err := s.Admin.InTx(ctx, func(tx *store.Store) error {
		own := tx.Of(id)
		tenant, err := own.Tenant.Hold(ctx)
		if err != nil {
			return orMissing(id, err)
		}
		if err := own.Tenant.Delete(ctx, s.Now().UnixMilli()); err != nil {
			return err
		}
		if err := s.forget(ctx, tx, id); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.TenantDeleted, Payload: map[string]any{"tenantId": id},
			Before: map[string]any{"id": id, "name": tenant.Name},
		})
	})
	if err != nil {
		return fmt.Errorf("delete tenant: %w", err)
	}
	s.wake()
	return nil
}

// forget takes the deleted tenant's Management API out of the tenant "admin".
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

// isBuiltIn reports whether every installation has the tenant.
func isBuiltIn(id string) bool { return id == models.TenantDefault || id == models.TenantAdmin }

func builtIn() error { return fault.New(fault.Unprocessable, "tenant.built_in") }

func checkName(name string) error {
	if !rule.IsName(name, maxNameLength) {
		return invalid("name", "error.tenant.invalid_name")
	}
	return nil
}

// invalid is the fault of a field, with its own text.
func invalid(field, message string) error {
	f := fault.New(fault.Invalid, "guard.invalid_input").At(field).Because(errors.New(field + ": against its rule"))
	f.Fields[field] = message
	return f
}

func orMissing(id string, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return fault.New(fault.Missing, "entity.not_found").Because(fmt.Errorf("there is no tenant %s", id))
	}
	return err
}
