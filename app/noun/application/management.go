package application

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// HasManagementAPI reports whether an application is a machine that may call
// the tenant's Management API.
func (s *Service) HasManagementAPI(ctx context.Context, records *store.Store, applicationID string) (bool, error) {
	has, err := records.Assignments.Has(ctx, models.ApplicationHolder(applicationID), models.RoleManagementAPIAccess)
	if err != nil {
		return false, fmt.Errorf("read roles of application %s: %w", applicationID, err)
	}
	return has, nil
}

// SetManagementAPI assigns or removes the role that lets a machine call the tenant's
// Management API, and publishes Application.Updated if anything changed.
// Faults: entity.not_found (the application or the role),
// application.invalid_type if it is not a machine, auth.forbidden for an actor who may
// not control such machines.
func (s *Service) SetManagementAPI(ctx context.Context, records *store.Store, applicationID string, may bool) error {
	return s.kind().Change(ctx, records, applicationID, func(tx *store.Store, application *models.Application) error {
		if application.Type != models.ApplicationMachineToMachine {
			return noun.NoMachine(applicationID)
		}
		has, err := s.HasManagementAPI(ctx, tx, applicationID)
		if err != nil || has == may {
			return err
		}
		if err := setManagementAPI(ctx, tx, applicationID, may); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.ApplicationUpdated, ApplicationID: applicationID,
			Before: map[string]any{"isAdmin": has}, After: map[string]any{"isAdmin": may},
		})
	})
}

func setManagementAPI(ctx context.Context, tx *store.Store, applicationID string, may bool) error {
	role, err := tx.Roles.ByName(ctx, models.RoleManagementAPIAccess)
	if err != nil {
		return rule.OrMissing("role "+models.RoleManagementAPIAccess, err)
	}
	if err := noun.CheckAssignment(ctx, *role); err != nil {
		return err
	}
	if may {
		return tx.Assignments.Give(ctx, models.ApplicationHolder(applicationID), role.ID)
	}
	return tx.Assignments.Take(ctx, models.ApplicationHolder(applicationID), []string{role.ID})
}
