package resource

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// New is what a resource is created from.
type New struct {
	Name, Indicator string
	AccessTokenTTL  int64 // seconds
}

// Create registers a resource and publishes Resource.Created. Faults:
// guard.invalid_input, resource.resource_identifier_in_use.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Resource, error) {
	resource := &models.Resource{
		TenantID: records.TenantID(), ID: models.NewID(), Name: strings.TrimSpace(fields.Name),
		Indicator: fields.Indicator, AccessTokenTTL: fields.AccessTokenTTL, CreatedAt: s.Now().UnixMilli(),
	}
	if err := check(resource); err != nil {
		return nil, err
	}
	if s.IsManagementAPI(resource) { // also that of a tenant that is still to come
		return nil, inUse(errors.New("the installation keeps it for a Management API"))
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		err := tx.Resources.Insert(ctx, resource)
		if errors.Is(err, store.ErrConflict) {
			return inUse(err)
		}
		if err != nil {
			return err
		}
		return s.publish(ctx, tx, event.ResourceCreated, resource.ID, nil, stateOf(resource))
	})
	if err != nil {
		return nil, fmt.Errorf("create resource: %w", err)
	}
	return resource, nil
}

func inUse(cause error) error {
	return fault.New(fault.Unprocessable, "resource.resource_identifier_in_use").At("indicator").Because(cause)
}

// stateOf is a resource as an event tells of it, by the names of the API.
func stateOf(resource *models.Resource) map[string]any {
	return map[string]any{
		"name": resource.Name, "indicator": resource.Indicator,
		"accessTokenTtl": resource.AccessTokenTTL, "isDefault": resource.IsDefault,
	}
}

// publish tells of a change of a resource from one state to another; nil: there
// is none.
func (s *Service) publish(ctx context.Context, tx *store.Store, key, resourceID string, before, after map[string]any) error {
	was, is := event.Difference(before, after)
	return s.Events.Publish(ctx, tx, event.Event{
		Key: key, Before: was, After: is, Payload: map[string]any{"resourceId": resourceID},
	})
}
