package role

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

// AddHolders assigns a role to users or machines and publishes the new roles of
// each. Faults: entity.not_found, user.invalid_role_type or
// application.invalid_role_type, application.invalid_type,
// entity.relation_foreign_key_not_found, role.user_exists or
// role.application_exists, auth.forbidden for an actor who may not give the Management
// API.
func (s *Service) AddHolders(ctx context.Context, records *store.Store, id string, kind models.HolderKind, holderIDs []string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		role, err := s.kind().Hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := noun.CheckAssignment(ctx, *role); err != nil {
			return err
		}
		ids, before, err := holdersWithout(ctx, tx, role, kind, holderIDs)
		if err != nil {
			return err
		}
		if err := tx.Assignments.GiveAll(ctx, kind, ids, []string{id}); err != nil {
			return rule.OrUnknown(noun.HoldersField(kind), err)
		}
		for _, holderID := range ids {
			after := append(slices.Clone(before[holderID]), *role)
			if err := s.publishHolder(ctx, tx, models.Holder{Kind: kind, ID: holderID}, before[holderID], after); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("give role %s: %w", id, err)
	}
	return nil
}

// holdersWithout reads the roles of those holders who can have a role but do not yet.
func holdersWithout(ctx context.Context, tx *store.Store, role *models.Role, kind models.HolderKind, holderIDs []string) (
	ids []string, roles map[string][]models.Role, err error,
) {
	field := noun.HoldersField(kind)
	exists, _ := codesOf(kind)
	if err := fits(role, kind, field); err != nil {
		return nil, nil, err
	}
	if ids, err = rule.IDs(field, holderIDs); err != nil {
		return nil, nil, err
	}
	if err := noun.CheckHolders(ctx, tx, kind, ids); err != nil {
		return nil, nil, err
	}
	if roles, err = tx.Assignments.Of(ctx, kind, ids); err != nil {
		return nil, nil, fmt.Errorf("read roles: %w", err)
	}
	for _, id := range ids {
		if noun.Has(roles[id], idOf, role.ID) {
			return nil, nil, rule.Against(exists, "%s already has the role", id).At(field)
		}
	}
	return ids, roles, nil
}

// AddRoles assigns roles to a holder and publishes what changed. It returns the
// IDs of the roles that the holder did not have. Faults: entity.not_found,
// application.invalid_type, user.invalid_role_type or
// application.invalid_role_type, entity.relation_foreign_key_not_found.
func (s *Service) AddRoles(ctx context.Context, records *store.Store, holder models.Holder, roleIDs []string) ([]string, error) {
	added := []string{}
	err := s.changeHolder(ctx, records, holder, func(tx *store.Store, before []models.Role) ([]models.Role, error) {
		ids, roles, err := findRoles(ctx, tx, holder, roleIDs)
		fresh := noun.Without(roles, before, idOf)
		added = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !noun.Has(fresh, idOf, id) })
		return append(slices.Clone(before), fresh...), err
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// SetRoles assigns exactly these roles to a holder and publishes what
// changed. Faults: those of AddRoles, operator.last_admin.
func (s *Service) SetRoles(ctx context.Context, records *store.Store, holder models.Holder, roleIDs []string) error {
	return s.changeHolder(ctx, records, holder, func(tx *store.Store, _ []models.Role) ([]models.Role, error) {
		_, roles, err := findRoles(ctx, tx, holder, roleIDs)
		return roles, err
	})
}

// RemoveRole removes a role from a holder and publishes it. Faults:
// entity.not_found, also if the holder does not have the role,
// operator.last_admin.
func (s *Service) RemoveRole(ctx context.Context, records *store.Store, holder models.Holder, id string) error {
	return s.changeHolder(ctx, records, holder, func(_ *store.Store, before []models.Role) ([]models.Role, error) {
		if !noun.Has(before, idOf, id) {
			return nil, rule.Missing("role " + id + " of " + holder.ID)
		}
		return slices.DeleteFunc(slices.Clone(before), func(role models.Role) bool { return role.ID == id }), nil
	})
}

// changeHolder replaces the roles of a holder with the result of change. Fault:
// auth.forbidden for an actor who may not give or take the Management API.
func (s *Service) changeHolder(ctx context.Context, records *store.Store, holder models.Holder,
	change func(tx *store.Store, before []models.Role) (after []models.Role, err error),
) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, isMachine, err := hold(ctx, tx, holder)
		if err != nil {
			return err
		}
		after, err := change(tx, before)
		if err != nil {
			return err
		}
		if holder.Kind == models.HolderApplication && !isMachine {
			return noun.NoMachine(holder.ID)
		}
		taken, given := noun.Without(before, after, idOf), noun.Without(after, before, idOf)
		if err := noun.CheckAssignment(ctx, slices.Concat(taken, given)...); err != nil {
			return err
		}
		if err := s.take(ctx, tx, holder, taken); err != nil {
			return err
		}
		if err := tx.Assignments.Give(ctx, holder, noun.IDs(given, idOf)...); err != nil {
			return rule.OrUnknown("roleIds", err)
		}
		return s.publishHolder(ctx, tx, holder, before, after)
	})
	if err != nil {
		return fmt.Errorf("change roles of %s %s: %w", holder.Kind, holder.ID, err)
	}
	return nil
}

// hold reads the roles of a holder and whether it is a machine, and locks them until
// the transaction ends. If the holder may be an operator it locks all operators, in
// the same order as everything else that removes an operator's role.
// Fault: entity.not_found.
func hold(ctx context.Context, tx *store.Store, holder models.Holder) (roles []models.Role, isMachine bool, err error) {
	if holder.Kind == models.HolderUser && tx.TenantID() == models.TenantAdmin {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return nil, false, fmt.Errorf("hold operators: %w", err)
		}
	}
	application, err := noun.HoldHolder(ctx, tx, holder)
	if err != nil {
		return nil, false, err
	}
	byHolder, err := tx.Assignments.Of(ctx, holder.Kind, []string{holder.ID})
	if err != nil {
		return nil, false, fmt.Errorf("read roles: %w", err)
	}
	return byHolder[holder.ID], application != nil && application.Type == models.ApplicationMachineToMachine, nil
}

// take removes roles from a holder who has them. Fault: operator.last_admin.
func (s *Service) take(ctx context.Context, tx *store.Store, holder models.Holder, roles []models.Role) error {
	if len(roles) == 0 {
		return nil
	}
	for _, role := range roles {
		if holder.Kind == models.HolderUser && role.IsBuiltIn() && role.Name == models.RoleAdmin {
			if err := s.Operators.KeepAnAdmin(ctx, tx, holder.ID); err != nil {
				return err
			}
		}
	}
	return tx.Assignments.Take(ctx, holder, noun.IDs(roles, idOf))
}

// findRoles reads the roles that a holder is to have, and their IDs in the order
// given.
func findRoles(ctx context.Context, tx *store.Store, holder models.Holder, roleIDs []string) (ids []string, roles []models.Role, err error) {
	if ids, err = rule.IDs("roleIds", roleIDs); err != nil {
		return nil, nil, err
	}
	if roles, _, err = tx.Roles.List(ctx, store.RoleFilter{IDs: ids}, store.Page{}); err != nil {
		return nil, nil, fmt.Errorf("read roles: %w", err)
	}
	if err := noun.AllFound("roleIds", ids, roles, idOf); err != nil {
		return nil, nil, err
	}
	for i := range roles {
		if err := fits(&roles[i], holder.Kind, "roleIds"); err != nil {
			return nil, nil, err
		}
	}
	return ids, roles, nil
}

// fits rejects a role of a type that holders of this kind cannot have.
func fits(role *models.Role, kind models.HolderKind, field string) error {
	if _, wrongType := codesOf(kind); role.Type != kind.RoleType() {
		return rule.Against(wrongType, "the role %s is for %s", role.ID, role.Type).At(field)
	}
	return nil
}

// publishHolder publishes the changes to the roles of a holder, and
// Operator.Removed for a user who has lost their last operator role.
func (s *Service) publishHolder(ctx context.Context, tx *store.Store, holder models.Holder, before, after []models.Role) error {
	was, is := event.Difference(roleFacts(before), roleFacts(after))
	if was == nil && is == nil {
		return nil
	}
	e := event.Event{Key: event.UserRolesUpdated, UserID: holder.ID, Before: was, After: is}
	if holder.Kind == models.HolderApplication {
		e.Key, e.UserID, e.ApplicationID = event.ApplicationRolesUpdated, "", holder.ID
	}
	if role := models.OperatorRole(before); role != "" && models.OperatorRole(after) == "" {
		removed := event.Event{Key: event.OperatorRemoved, UserID: holder.ID, Before: map[string]any{"role": role}}
		if err := s.Events.Publish(ctx, tx, removed); err != nil {
			return err
		}
	}
	return s.Events.Publish(ctx, tx, e)
}

// codesOf returns the codes for a role that a holder already has, or cannot have.
func codesOf(kind models.HolderKind) (exists, wrongType string) {
	if kind == models.HolderApplication {
		return "role.application_exists", "application.invalid_role_type"
	}
	return "role.user_exists", "user.invalid_role_type"
}

func idOf(role models.Role) string { return role.ID }

func roleFacts(roles []models.Role) map[string]any {
	return map[string]any{"roles": noun.Names(roles, func(role models.Role) string { return role.Name })}
}
