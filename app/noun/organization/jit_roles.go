package organization

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// AddJITRoles adds roles for users who join an organization automatically,
// and publishes Organization.Provisioning.Updated if anything
// changed. Faults: entity.not_found, guard.invalid_input,
// entity.relation_foreign_key_not_found, entity.db_constraint_violated for roles
// that are not for users.
func (s *Service) AddJITRoles(ctx context.Context, records *store.Store, id string, roleIDs []string) error {
	return s.changeJITRoles(ctx, records, id, func(tx *store.Store, present []string) ([]string, error) {
		added, err := byID(roleIDs).read(ctx, tx, models.RoleUser)
		return slices.Concat(present, added), err
	})
}

// ReplaceJITRoles assigns exactly these roles to users who join
// automatically. Faults and event are those of AddJITRoles.
func (s *Service) ReplaceJITRoles(ctx context.Context, records *store.Store, id string, roleIDs []string) error {
	return s.changeJITRoles(ctx, records, id, func(tx *store.Store, _ []string) ([]string, error) {
		return byID(roleIDs).read(ctx, tx, models.RoleUser)
	})
}

// RemoveJITRole stops assigning a role to users who join automatically; those
// who have it keep it. It publishes Organization.Provisioning.Updated. Fault:
// entity.not_found, also for a role that is not assigned.
func (s *Service) RemoveJITRole(ctx context.Context, records *store.Store, id, roleID string) error {
	return s.changeJITRoles(ctx, records, id, func(_ *store.Store, present []string) ([]string, error) {
		if !slices.Contains(present, roleID) {
			return nil, rule.Missing("role of the newcomers of organization " + id)
		}
		return noun.Except(present, []string{roleID}), nil
	})
}

// changeJITRoles replaces the roles with those whose IDs change returns.
func (s *Service) changeJITRoles(ctx context.Context, records *store.Store, id string,
	change func(tx *store.Store, present []string) ([]string, error),
) error {
	return s.kind().Change(ctx, records, id, func(tx *store.Store, organization *models.Organization) error {
		before, err := jitRoles(ctx, tx, id)
		if err != nil {
			return err
		}
		present := noun.IDs(before, roleID)
		wanted, err := change(tx, present)
		if err != nil {
			return err
		}
		if err := tx.Provisioning.RemoveRoles(ctx, id, noun.Except(present, wanted)); err != nil {
			return err
		}
		if err := tx.Provisioning.AddRoles(ctx, id, noun.Except(wanted, present)); err != nil {
			return err
		}
		after, err := jitRoles(ctx, tx, id)
		if err != nil {
			return err
		}
		return s.kind().Publish(ctx, tx, event.OrganizationJITUpdated, organization,
			map[string]any{"organizationRoles": noun.IDs(before, roleName)}, map[string]any{"organizationRoles": noun.IDs(after, roleName)})
	})
}

func jitRoles(ctx context.Context, tx *store.Store, id string) ([]models.OrganizationRole, error) {
	roles, err := tx.Provisioning.Roles(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read roles of newcomers: %w", err)
	}
	return roles, nil
}
