package resource

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service registers API resources and their scopes.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
	// ManagementAPI is the indicator of the default tenant's Management API.
	ManagementAPI string
}

// Codes of the faults about a Management API.
const (
	codeCannotModify = "resource.cannot_modify_management_api"
	codeCannotDelete = "resource.cannot_delete_management_api"
)

// IsManagementAPI reports whether a resource is a Management API, which nobody
// can change.
func (s *Service) IsManagementAPI(resource *models.Resource) bool {
	return models.IsManagementAPI(resource.TenantID, resource.Indicator, s.ManagementAPI)
}

// hold reads a resource that may be changed, and keeps it and its scopes from
// being changed by others before the transaction ends. Faults: entity.not_found,
// and code for a Management API.
func (s *Service) hold(ctx context.Context, tx *store.Store, id, code string) (*models.Resource, error) {
	resource, err := tx.Resources.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("resource "+id, err)
	}
	if s.IsManagementAPI(resource) {
		return nil, fault.New(fault.Invalid, code).Because(fmt.Errorf("resource %s is a Management API", id))
	}
	return resource, nil
}
