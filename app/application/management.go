package application

import (
	"context"
	"fmt"

	"portico/app/fault"
	"portico/models"
	"portico/models/store"
)

// GrantManagementAPI gives a machine the role with which it may call the
// tenant's Management API. Faults: entity.not_found (the application or the
// role), application.invalid_type when it is no machine.
func (s *Service) GrantManagementAPI(ctx context.Context, records *store.Store, applicationID string) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		application, err := tx.Application(ctx, applicationID)
		if err != nil {
			return orMissing("application "+applicationID, err)
		}
		if application.Type != models.ApplicationMachineToMachine {
			cause := fmt.Errorf("only a %s application can have the role %q",
				models.ApplicationMachineToMachine, models.RoleManagementAPIAccess)
			return fault.New(fault.Unprocessable, "application.invalid_type").Because(cause)
		}
		role, err := tx.RoleByName(ctx, models.RoleManagementAPIAccess)
		if err != nil {
			return orMissing("role "+models.RoleManagementAPIAccess, err)
		}
		return tx.AssignApplicationRole(ctx, applicationID, role.ID)
	})
}
