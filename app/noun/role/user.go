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

// AddUsers gives a role to users and publishes User.Roles.Updated of each.
// Faults: entity.not_found, user.invalid_role_type,
// entity.relation_foreign_key_not_found, role.user_exists.
func (s *Service) AddUsers(ctx context.Context, records *store.Store, id string, userIDs []string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		role, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if role.Type != models.RoleUser {
			return notForUsers(role, "userIds")
		}
		ids, before, err := usersWithout(ctx, tx, id, userIDs)
		if err != nil {
			return err
		}
		if err := tx.Assignments.GiveAll(ctx, models.HolderUser, ids, []string{id}); err != nil {
			return rule.OrUnknown("userIds", err)
		}
		for _, userID := range ids {
			after := append(slices.Clone(before[userID]), *role)
			if err := s.publishUser(ctx, tx, userID, before[userID], after); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("add users to role %s: %w", id, err)
	}
	return nil
}

// AddUserRoles gives a user roles and publishes User.Roles.Updated if that
// changes anything. It returns the ids of the roles that the user did not have.
// Faults: entity.not_found, user.invalid_role_type,
// entity.relation_foreign_key_not_found.
func (s *Service) AddUserRoles(ctx context.Context, records *store.Store, userID string, roleIDs []string) ([]string, error) {
	added := []string{}
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := s.holdUser(ctx, tx, userID)
		if err != nil {
			return err
		}
		wanted, err := findRoles(ctx, tx, roleIDs, forUsers)
		if err != nil {
			return err
		}
		after := slices.Clone(before)
		for _, role := range wanted {
			if !has(before, role.ID) {
				after, added = append(after, role), append(added, role.ID)
			}
		}
		if err := tx.Assignments.GiveAll(ctx, models.HolderUser, []string{userID}, added); err != nil {
			return rule.OrUnknown("roleIds", err)
		}
		return s.publishUser(ctx, tx, userID, before, after)
	})
	if err != nil {
		return nil, fmt.Errorf("add roles to user %s: %w", userID, err)
	}
	return added, nil
}

// SetUserRoles gives a user these roles and no others, and publishes
// User.Roles.Updated if that changes anything. Faults: those of AddUserRoles,
// operator.last_admin.
func (s *Service) SetUserRoles(ctx context.Context, records *store.Store, userID string, roleIDs []string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := s.holdUser(ctx, tx, userID)
		if err != nil {
			return err
		}
		after, err := findRoles(ctx, tx, roleIDs, forUsers)
		if err != nil {
			return err
		}
		if err := s.takeFromUser(ctx, tx, userID, without(before, after)); err != nil {
			return err
		}
		if err := tx.Assignments.GiveAll(ctx, models.HolderUser, []string{userID}, idsOf(without(after, before))); err != nil {
			return rule.OrUnknown("roleIds", err)
		}
		return s.publishUser(ctx, tx, userID, before, after)
	})
	if err != nil {
		return fmt.Errorf("set roles of user %s: %w", userID, err)
	}
	return nil
}

// RemoveUser takes a role from a user and publishes User.Roles.Updated. Faults:
// entity.not_found (also when the user has not got it), operator.last_admin.
func (s *Service) RemoveUser(ctx context.Context, records *store.Store, id, userID string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := s.holdUser(ctx, tx, userID)
		if err != nil {
			return err
		}
		taken := slices.DeleteFunc(slices.Clone(before), func(role models.Role) bool { return role.ID != id })
		if len(taken) == 0 {
			return rule.Missing("role " + id + " of user " + userID)
		}
		if err := s.takeFromUser(ctx, tx, userID, taken); err != nil {
			return err
		}
		return s.publishUser(ctx, tx, userID, before, without(before, taken))
	})
	if err != nil {
		return fmt.Errorf("remove role from user %s: %w", userID, err)
	}
	return nil
}

// holdUser reads the roles of a user and keeps them from being changed by
// others before the transaction ends. Of operators it holds all, as whatever
// else takes an operator's role does, and in the same order. Fault:
// entity.not_found.
func (s *Service) holdUser(ctx context.Context, tx *store.Store, id string) ([]models.Role, error) {
	if tx.TenantID() == models.TenantAdmin {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return nil, fmt.Errorf("hold operators: %w", err)
		}
	}
	if _, err := tx.Users.Hold(ctx, id); err != nil {
		return nil, rule.OrMissing("user "+id, err)
	}
	roles, err := tx.Assignments.Of(ctx, models.HolderUser, []string{id})
	if err != nil {
		return nil, fmt.Errorf("read roles of user %s: %w", id, err)
	}
	return roles[id], nil
}

// takeFromUser takes roles from a user who has them. Fault: operator.last_admin.
func (s *Service) takeFromUser(ctx context.Context, tx *store.Store, userID string, roles []models.Role) error {
	if len(roles) == 0 {
		return nil
	}
	for _, role := range roles {
		if role.IsBuiltIn() && role.Name == models.RoleAdmin {
			if err := s.Operators.KeepAnAdmin(ctx, tx, userID); err != nil {
				return err
			}
		}
	}
	return tx.Assignments.Take(ctx, models.UserHolder(userID), idsOf(roles))
}

// publishUser publishes User.Roles.Updated, and Operator.Removed where the last of
// the operators' roles is gone.
func (s *Service) publishUser(ctx context.Context, tx *store.Store, userID string, before, after []models.Role) error {
	was, is := event.Difference(map[string]any{"roles": namesOf(before)}, map[string]any{"roles": namesOf(after)})
	if was == nil && is == nil {
		return nil
	}
	if role := operatorRole(before); role != "" && operatorRole(after) == "" {
		removed := event.Event{Key: event.OperatorRemoved, UserID: userID, Before: map[string]any{"role": role}}
		if err := s.Events.Publish(ctx, tx, removed); err != nil {
			return err
		}
	}
	return s.Events.Publish(ctx, tx, event.Event{Key: event.UserRolesUpdated, UserID: userID, Before: was, After: is})
}

// operatorRole is the operators' role among roles that may do most; "" if there
// is none.
func operatorRole(roles []models.Role) string {
	for _, name := range models.OperatorRoles() {
		isIt := func(role models.Role) bool {
			return role.TenantID == models.TenantAdmin && role.IsBuiltIn() && role.Name == name
		}
		if slices.ContainsFunc(roles, isIt) {
			return name
		}
	}
	return ""
}

// usersWithout reads the roles of users none of whom may have a role yet.
// Faults: guard.invalid_input, entity.relation_foreign_key_not_found,
// role.user_exists.
func usersWithout(ctx context.Context, tx *store.Store, roleID string, userIDs []string) (
	ids []string, roles map[string][]models.Role, err error,
) {
	if ids, err = rule.AtMost("userIds", userIDs); err != nil {
		return nil, nil, err
	}
	users, err := tx.Users.ByID(ctx, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("read users: %w", err)
	}
	if roles, err = tx.Assignments.Of(ctx, models.HolderUser, ids); err != nil {
		return nil, nil, fmt.Errorf("read roles of users: %w", err)
	}
	isThere := make(map[string]bool, len(users))
	for _, user := range users {
		isThere[user.ID] = true
	}
	for _, id := range ids {
		if !isThere[id] {
			return nil, nil, rule.Unknown("userIds", "there is no user %s", id)
		}
		if has(roles[id], roleID) {
			return nil, nil, refuse("role.user_exists", "the user %s has the role", id).At("userIds")
		}
	}
	return ids, roles, nil
}

// forUsers refuses roles of machines. Fault: user.invalid_role_type.
func forUsers(role *models.Role) error {
	if role.Type != models.RoleUser {
		return notForUsers(role, "roleIds")
	}
	return nil
}

func notForUsers(role *models.Role, field string) error {
	return refuse("user.invalid_role_type", "the role %s is for machines", role.ID).At(field)
}
