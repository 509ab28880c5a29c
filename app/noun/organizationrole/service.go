package organizationrole

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

// Service keeps the organization template of each tenant.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
	// ManagementAPIs are the indicators of the Management APIs among a tenant's resources.
	ManagementAPIs func(ctx context.Context, tenantID string) ([]string, error)
}

// holdRole reads a role and keeps it from being changed by others before the
// transaction ends. Fault: entity.not_found.
func holdRole(ctx context.Context, tx *store.Store, id string) (*models.OrganizationRole, error) {
	role, err := tx.OrganizationRoles.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("organization role "+id, err)
	}
	return role, nil
}

// Role reads a role. Fault: entity.not_found.
func Role(ctx context.Context, records *store.Store, id string) (*models.OrganizationRole, error) {
	role, err := records.OrganizationRoles.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("organization role "+id, err)
	}
	return role, nil
}

// holdScope is holdRole of a permission.
func holdScope(ctx context.Context, tx *store.Store, id string) (*models.OrganizationScope, error) {
	scope, err := tx.OrganizationScopes.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("organization scope "+id, err)
	}
	return scope, nil
}

// Scope reads a permission. Fault: entity.not_found.
func Scope(ctx context.Context, records *store.Store, id string) (*models.OrganizationScope, error) {
	scope, err := records.OrganizationScopes.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("organization scope "+id, err)
	}
	return scope, nil
}

// taken is the fault of a name that another has.
func taken(cause error) error {
	return fault.New(fault.Unprocessable, "entity.unique_integrity_violation").At("name").Because(cause)
}

// managementAPI is the fault of scopes that open a Management API.
func managementAPI(scope models.ResourceScope) error {
	const code = "role.management_api_scopes_not_assignable_to_user_role"
	f := fault.New(fault.Unprocessable, code)
	f.Message = "error.organizationRole.managementScopes"
	return f.Because(fmt.Errorf("scope %s is of %s", scope.ID, scope.Resource.Indicator))
}
