package noun

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Uncontrolled returns those of the applications that hold the Management API although
// the context's actor may not control such machines: their secrets and client keys are
// hidden from the actor, who cannot change them either.
func Uncontrolled(ctx context.Context, records *store.Store, applicationIDs ...string) (map[string]bool, error) {
	if actor.MayControl(ctx) || len(applicationIDs) == 0 {
		return nil, nil
	}
	roles, err := records.Assignments.Of(ctx, models.HolderApplication, applicationIDs)
	if err != nil {
		return nil, fmt.Errorf("read roles of applications: %w", err)
	}
	uncontrolled := map[string]bool{}
	for id, held := range roles {
		if hasManagementAPI(held) {
			uncontrolled[id] = true
		}
	}
	return uncontrolled, nil
}

// CheckControl rejects an actor who may not control an application. To change the
// application, lock it first, so that it cannot get the Management API in between.
// Fault: auth.forbidden.
func CheckControl(ctx context.Context, records *store.Store, applicationID string) error {
	uncontrolled, err := Uncontrolled(ctx, records, applicationID)
	if err == nil && uncontrolled[applicationID] {
		err = forbidden()
	}
	return err
}

// CheckAssignment rejects an actor who may not control machines that hold the
// Management API if roles that are given or taken include the one for it. Fault:
// auth.forbidden.
func CheckAssignment(ctx context.Context, roles ...models.Role) error {
	if hasManagementAPI(roles) && !actor.MayControl(ctx) {
		return forbidden()
	}
	return nil
}

// HideClientKeys removes from the applications of rows what they authenticate with,
// unless the actor may control them.
func HideClientKeys[T any](ctx context.Context, records *store.Store, rows []T, application func(*T) *models.Application) error {
	uncontrolled, err := Uncontrolled(ctx, records, IDs(rows, func(row T) string { return application(&row).ID })...)
	for i := range rows {
		if hidden := application(&rows[i]); uncontrolled[hidden.ID] {
			hidden.CustomClientMetadata.SetClientKeys(models.CustomClientMetadata{})
		}
	}
	return err
}

func hasManagementAPI(roles []models.Role) bool {
	for i := range roles {
		if roles[i].IsManagementAPIAccess() {
			return true
		}
	}
	return false
}

func forbidden() error { return fault.New(fault.Forbidden, "auth.forbidden") }

// Unassignable lists the IDs of the roles that the actor may not give.
func Unassignable(ctx context.Context, records *store.Store) ([]string, error) {
	if actor.MayControl(ctx) {
		return nil, nil
	}
	role, err := records.Roles.ByName(ctx, models.RoleManagementAPIAccess)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read role for the Management API: %w", err)
	}
	return []string{role.ID}, nil
}
