package role

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// AddApplications gives a role to machines and publishes
// Application.Roles.Updated of each. Faults: entity.not_found,
// application.invalid_role_type, application.invalid_type,
// entity.relation_foreign_key_not_found, role.application_exists.
func (s *Service) AddApplications(ctx context.Context, records *store.Store, id string, applicationIDs []string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		role, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if role.Type != models.RoleMachineToMachine {
			return notForMachines(role, "applicationIds")
		}
		ids, before, err := machinesWithout(ctx, tx, id, applicationIDs)
		if err != nil {
			return err
		}
		if err := tx.Assignments.GiveAll(ctx, models.HolderApplication, ids, []string{id}); err != nil {
			return rule.OrUnknown("applicationIds", err)
		}
		for _, applicationID := range ids {
			after := append(slices.Clone(before[applicationID]), *role)
			if err := s.publishApplication(ctx, tx, applicationID, before[applicationID], after); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("add applications to role %s: %w", id, err)
	}
	return nil
}

// AddApplicationRoles gives a machine roles and publishes
// Application.Roles.Updated if that changes anything. It returns the ids of the
// roles that the machine did not have. Faults: entity.not_found,
// application.invalid_type, application.invalid_role_type,
// entity.relation_foreign_key_not_found.
func (s *Service) AddApplicationRoles(ctx context.Context, records *store.Store, applicationID string, roleIDs []string) ([]string, error) {
	added := []string{}
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := holdMachine(ctx, tx, applicationID)
		if err != nil {
			return err
		}
		wanted, err := findRoles(ctx, tx, roleIDs, forMachines)
		if err != nil {
			return err
		}
		after := slices.Clone(before)
		for _, role := range wanted {
			if !has(before, role.ID) {
				after, added = append(after, role), append(added, role.ID)
			}
		}
		if err := tx.Assignments.GiveAll(ctx, models.HolderApplication, []string{applicationID}, added); err != nil {
			return rule.OrUnknown("roleIds", err)
		}
		return s.publishApplication(ctx, tx, applicationID, before, after)
	})
	if err != nil {
		return nil, fmt.Errorf("add roles to application %s: %w", applicationID, err)
	}
	return added, nil
}

// SetApplicationRoles gives a machine these roles and no others, and publishes
// Application.Roles.Updated if that changes anything. Faults: those of
// AddApplicationRoles.
func (s *Service) SetApplicationRoles(ctx context.Context, records *store.Store, applicationID string, roleIDs []string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := holdMachine(ctx, tx, applicationID)
		if err != nil {
			return err
		}
		after, err := findRoles(ctx, tx, roleIDs, forMachines)
		if err != nil {
			return err
		}
		if taken := without(before, after); len(taken) > 0 {
			if err := tx.Assignments.Take(ctx, models.ApplicationHolder(applicationID), idsOf(taken)); err != nil {
				return err
			}
		}
		if err := tx.Assignments.GiveAll(ctx, models.HolderApplication, []string{applicationID}, idsOf(without(after, before))); err != nil {
			return rule.OrUnknown("roleIds", err)
		}
		return s.publishApplication(ctx, tx, applicationID, before, after)
	})
	if err != nil {
		return fmt.Errorf("set roles of application %s: %w", applicationID, err)
	}
	return nil
}

// RemoveApplication takes a role from an application and publishes
// Application.Roles.Updated. Fault: entity.not_found (also when the application
// has not got it).
func (s *Service) RemoveApplication(ctx context.Context, records *store.Store, id, applicationID string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Applications.Hold(ctx, applicationID); err != nil {
			return rule.OrMissing("application "+applicationID, err)
		}
		before, err := tx.Assignments.Of(ctx, models.HolderApplication, []string{applicationID})
		if err != nil {
			return err
		}
		roles := before[applicationID]
		if !has(roles, id) {
			return rule.Missing("role " + id + " of application " + applicationID)
		}
		if err := tx.Assignments.Take(ctx, models.ApplicationHolder(applicationID), []string{id}); err != nil {
			return err
		}
		left := slices.DeleteFunc(slices.Clone(roles), func(role models.Role) bool { return role.ID == id })
		return s.publishApplication(ctx, tx, applicationID, roles, left)
	})
	if err != nil {
		return fmt.Errorf("remove role from application %s: %w", applicationID, err)
	}
	return nil
}

// holdMachine reads the roles of a machine and keeps them from being changed by
// others before the transaction ends. Faults: entity.not_found,
// application.invalid_type.
func holdMachine(ctx context.Context, tx *store.Store, id string) ([]models.Role, error) {
	application, err := tx.Applications.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("application "+id, err)
	}
	if err := wantMachine(application); err != nil {
		return nil, err
	}
	roles, err := tx.Assignments.Of(ctx, models.HolderApplication, []string{id})
	if err != nil {
		return nil, fmt.Errorf("read roles of application %s: %w", id, err)
	}
	return roles[id], nil
}

func (s *Service) publishApplication(ctx context.Context, tx *store.Store, id string, before, after []models.Role) error {
	was, is := event.Difference(map[string]any{"roles": namesOf(before)}, map[string]any{"roles": namesOf(after)})
	if was == nil && is == nil {
		return nil
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.ApplicationRolesUpdated, ApplicationID: id, Before: was, After: is,
	})
}

// machinesWithout reads the roles of machines none of which may have a role
// yet. Faults: guard.invalid_input, entity.relation_foreign_key_not_found,
// application.invalid_type, role.application_exists.
func machinesWithout(ctx context.Context, tx *store.Store, roleID string, applicationIDs []string) (
	ids []string, roles map[string][]models.Role, err error,
) {
	if ids, err = rule.AtMost("applicationIds", applicationIDs); err != nil {
		return nil, nil, err
	}
	applications, err := tx.Applications.ByID(ctx, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("read applications: %w", err)
	}
	if roles, err = tx.Assignments.Of(ctx, models.HolderApplication, ids); err != nil {
		return nil, nil, fmt.Errorf("read roles of applications: %w", err)
	}
	isThere := make(map[string]bool, len(applications))
	for i := range applications {
		isThere[applications[i].ID] = true
		if err := wantMachine(&applications[i]); err != nil {
			return nil, nil, err
		}
	}
	for _, id := range ids {
		if !isThere[id] {
			return nil, nil, rule.Unknown("applicationIds", "there is no application %s", id)
		}
		if has(roles[id], roleID) {
			return nil, nil, refuse("role.application_exists", "the application %s has the role", id).At("applicationIds")
		}
	}
	return ids, roles, nil
}

// wantMachine refuses applications that people sign in to. Fault: application.invalid_type.
func wantMachine(application *models.Application) error {
	if application.Type != models.ApplicationMachineToMachine {
		return refuse("application.invalid_type", "only machines have roles, and %s is none", application.ID)
	}
	return nil
}

// forMachines refuses roles of users. Fault: application.invalid_role_type.
func forMachines(role *models.Role) error {
	if role.Type != models.RoleMachineToMachine {
		return notForMachines(role, "roleIds")
	}
	return nil
}

func notForMachines(role *models.Role, field string) error {
	return refuse("application.invalid_role_type", "the role %s is for users", role.ID).At(field)
}
