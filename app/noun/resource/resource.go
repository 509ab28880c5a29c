package resource

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service manages API resources and their scopes.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
	// ManagementAPI is the indicator of the default tenant's Management API.
	ManagementAPI string
}

func (s *Service) kind() noun.Kind[models.Resource] {
	return noun.Kind[models.Resource]{
		Name:    "resource",
		Records: func(records *store.Store) noun.Records[models.Resource] { return records.Resources },
		Check:   s.check, Protect: s.protect("resource.cannot_modify_management_api"), Conflict: indicatorInUse, Facts: facts,
		Subject: func(resource *models.Resource) event.Event {
			return event.Event{Payload: map[string]any{"resourceId": resource.ID}}
		},
		Created: event.ResourceCreated, Updated: event.ResourceUpdated, Deleted: event.ResourceDeleted, Events: s.Events,
	}
}

// IsManagementAPI reports whether a resource is a Management API, which cannot
// be changed.
func (s *Service) IsManagementAPI(resource *models.Resource) bool {
	return models.IsManagementAPI(resource.TenantID, resource.Indicator, s.ManagementAPI)
}

// protect rejects changes to Management APIs with a code.
func (s *Service) protect(code string) func(*models.Resource) error {
	return func(resource *models.Resource) error {
		if s.IsManagementAPI(resource) {
			return fault.New(fault.Invalid, code).Because(fmt.Errorf("resource %s is a Management API", resource.ID))
		}
		return nil
	}
}

// New is the input for creating a resource.
type New struct {
	Name, Indicator string
	AccessTokenTTL  int64 // seconds
	// The type and algorithm of its access tokens, "" for the default: see models.Resource.
	AccessTokenType, AccessTokenSigningAlg string
}

// Create adds a resource and publishes Resource.Created. Faults:
// guard.invalid_input, resource.resource_identifier_in_use.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Resource, error) {
	resource := &models.Resource{
		TenantID: records.TenantID(), ID: models.NewID(), Name: strings.TrimSpace(fields.Name),
		Indicator: fields.Indicator, AccessTokenTTL: fields.AccessTokenTTL, CreatedAt: s.Now().UnixMilli(),
		AccessTokenType: fields.AccessTokenType, AccessTokenSigningAlg: fields.AccessTokenSigningAlg,
	}
	if err := s.kind().Create(ctx, records, resource, nil); err != nil {
		return nil, err
	}
	return resource, nil
}

// Changes are the changeable fields of a resource; nil leaves a field unchanged. The
// indicator cannot be changed.
type Changes struct {
	Name           *string
	AccessTokenTTL *int64 // seconds
	// "" restores the default.
	AccessTokenType, AccessTokenSigningAlg *string
	// IsDefault makes the resource the default for requests that name none, in
	// place of the current one; false leaves no default.
	IsDefault *bool
}

// Update changes a resource by the rules of Create and publishes
// Resource.Data.Updated, also for the resource that is no longer the default.
// Faults: entity.not_found, guard.invalid_input,
// resource.cannot_modify_management_api.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Resource, error) {
	var updated *models.Resource
	err := records.InTx(ctx, func(tx *store.Store) (err error) {
		if changes.IsDefault != nil { // two resources may change
			if err := tx.Resources.HoldAll(ctx); err != nil {
				return err
			}
		}
		updated, err = s.kind().Update(ctx, tx, id, func(resource *models.Resource) error {
			wasDefault := resource.IsDefault
			changes.apply(resource)
			if wasDefault || !resource.IsDefault {
				return nil
			}
			return s.replaceDefault(ctx, tx, resource)
		})
		return err
	})
	return updated, err
}

func (c Changes) apply(resource *models.Resource) {
	if c.Name != nil {
		resource.Name = strings.TrimSpace(*c.Name)
	}
	if c.AccessTokenTTL != nil {
		resource.AccessTokenTTL = *c.AccessTokenTTL
	}
	if c.AccessTokenType != nil {
		resource.AccessTokenType = *c.AccessTokenType
	}
	if c.AccessTokenSigningAlg != nil {
		resource.AccessTokenSigningAlg = *c.AccessTokenSigningAlg
	}
	if c.IsDefault != nil {
		resource.IsDefault = *c.IsDefault
	}
}

// replaceDefault unsets the current default for a valid resource that becomes the default.
func (s *Service) replaceDefault(ctx context.Context, tx *store.Store, next *models.Resource) error {
	if err := s.check(next); err != nil {
		return err
	}
	last, err := tx.Resources.Default(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read default resource: %w", err)
	}
	before := facts(last)
	last.IsDefault = false
	if err := tx.Resources.Update(ctx, last); err != nil {
		return err
	}
	return s.kind().Publish(ctx, tx, event.ResourceUpdated, last, before, facts(last))
}

// Delete deletes a resource with its scopes, which all roles lose, and publishes
// Resource.Deleted. Faults: entity.not_found,
// resource.cannot_delete_management_api.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	kind := s.kind()
	kind.Protect = s.protect("resource.cannot_delete_management_api")
	return kind.Delete(ctx, records, id, nil)
}

func indicatorInUse(_ *models.Resource, cause error) error {
	return rule.Against("resource.resource_identifier_in_use", "%w", cause).At("indicator")
}

func facts(resource *models.Resource) map[string]any {
	return map[string]any{
		"name": resource.Name, "indicator": resource.Indicator,
		"accessTokenTtl": resource.AccessTokenTTL, "isDefault": resource.IsDefault,
		"accessTokenType": resource.AccessTokenType, "accessTokenSigningAlg": resource.AccessTokenSigningAlg,
	}
}
