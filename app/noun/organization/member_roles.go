package organization

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// roleChoice names roles by ids, by names or by both. It is not there when both
// are nil.
type roleChoice struct{ ids, names []string }

// byID is a choice that is there also when no role is in it.
func byID(ids []string) roleChoice { return roleChoice{ids: append([]string{}, ids...)} }

// addMemberRoles gives roles to members and returns the ids of the roles; those
// that they have stay. Faults: entity.not_found, organization.require_membership
// and those of roleChoice.read.
func (s *Service) addMemberRoles(ctx context.Context, records *store.Store, kind models.HolderKind, id string,
	memberIDs []string, choice roleChoice,
) (roleIDs []string, err error) {
	err = s.within(ctx, records, id, func(tx *store.Store) error {
		memberIDs, err := requireMembers(ctx, tx, kind, id, memberIDs)
		if err != nil {
			return err
		}
		if roleIDs, err = choice.read(ctx, tx, kind.RoleType()); err != nil {
			return err
		}
		return s.tracked(ctx, tx, kind, id, memberIDs, func() error {
			return tx.Members.AddRoles(ctx, kind, id, memberIDs, roleIDs)
		})
	})
	return roleIDs, wrap("add roles of members", err)
}

// replaceMemberRoles gives a member these roles and no others. Faults are those
// of addMemberRoles.
func (s *Service) replaceMemberRoles(ctx context.Context, records *store.Store, kind models.HolderKind, id, memberID string,
	choice roleChoice,
) error {
	member := []string{memberID}
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		if _, err := requireMembers(ctx, tx, kind, id, member); err != nil {
			return err
		}
		roleIDs, err := choice.read(ctx, tx, kind.RoleType())
		if err != nil {
			return err
		}
		held, err := heldRoles(ctx, tx, kind, id, memberID)
		if err != nil {
			return err
		}
		return s.tracked(ctx, tx, kind, id, member, func() error {
			if err := tx.Members.RemoveRoles(ctx, kind, id, memberID, without(held, roleIDs)); err != nil {
				return err
			}
			return tx.Members.AddRoles(ctx, kind, id, member, roleIDs)
		})
	})
	return wrap("replace roles of member", err)
}

// removeMemberRole takes a role from a member. Faults: entity.not_found, also
// for a role that the member does not have; organization.require_membership.
func (s *Service) removeMemberRole(ctx context.Context, records *store.Store, kind models.HolderKind, id, memberID, roleID string) error {
	member := []string{memberID}
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		if _, err := requireMembers(ctx, tx, kind, id, member); err != nil {
			return err
		}
		held, err := heldRoles(ctx, tx, kind, id, memberID)
		if err != nil {
			return err
		}
		if !slices.Contains(held, roleID) {
			return rule.Missing(fmt.Sprintf("role %s of %s %s", roleID, kind, memberID))
		}
		return s.tracked(ctx, tx, kind, id, member, func() error {
			return tx.Members.RemoveRoles(ctx, kind, id, memberID, []string{roleID})
		})
	})
	return wrap("remove role of member", err)
}

func rolesOfMember(ctx context.Context, records *store.Store, kind models.HolderKind, id, memberID string) (
	[]models.OrganizationRole, error,
) {
	if err := existingMember(ctx, records, kind, id, memberID); err != nil {
		return nil, err
	}
	roles, err := records.Members.Roles(ctx, kind, id, []string{memberID})
	if err != nil {
		return nil, fmt.Errorf("read roles of member: %w", err)
	}
	return roles[memberID], nil
}

// existingMember wants an organization to be there and somebody to be in it.
// Faults: entity.not_found, organization.require_membership.
func existingMember(ctx context.Context, records *store.Store, kind models.HolderKind, id, memberID string) error {
	if _, err := orMissing(ctx, records, id); err != nil {
		return err
	}
	_, err := requireMembers(ctx, records, kind, id, []string{memberID})
	return err
}

func heldRoles(ctx context.Context, tx *store.Store, kind models.HolderKind, id, memberID string) ([]string, error) {
	roles, err := tx.Members.Roles(ctx, kind, id, []string{memberID})
	if err != nil {
		return nil, fmt.Errorf("read roles of member: %w", err)
	}
	return idsOf(roles[memberID]), nil
}

// requireMembers wants all of ids to be members, and leaves each once. Faults:
// guard.invalid_input, organization.require_membership.
func requireMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, ids []string) ([]string, error) {
	ids, err := checkIDs(idField(kind), ids)
	if err != nil {
		return nil, err
	}
	present, err := records.Members.Among(ctx, kind, id, ids)
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	if strangers := without(ids, present); len(strangers) > 0 {
		return nil, fault.New(fault.Unprocessable, "organization.require_membership").
			Because(fmt.Errorf("%s %q is no member of organization %s", kind, strangers[0], id))
	}
	return ids, nil
}

// read finds the roles of a choice. Faults: guard.invalid_input if there is no
// choice or it is too long; organization.role_names_not_found;
// entity.relation_foreign_key_not_found for ids of nothing;
// entity.db_constraint_violated for roles of another type.
func (c roleChoice) read(ctx context.Context, tx *store.Store, kind models.RoleType) ([]string, error) {
	if c.ids == nil && c.names == nil {
		return nil, rule.Invalid("organizationRoleIds", "error.organization.roles", "must be there, or the names of roles")
	}
	if _, err := checkIDs("organizationRoleIds", c.ids); err != nil {
		return nil, err
	}
	if _, err := checkIDs("organizationRoleNames", c.names); err != nil {
		return nil, err
	}
	byName, err := rolesOf(ctx, tx, store.OrganizationRoleFilter{Names: c.names})
	if err != nil {
		return nil, err
	}
	if len(without(c.names, namesOf(byName))) > 0 {
		return nil, fault.New(fault.Unprocessable, "organization.role_names_not_found").At("organizationRoleNames")
	}
	roles, err := rolesOf(ctx, tx, store.OrganizationRoleFilter{IDs: c.ids})
	if err != nil {
		return nil, err
	}
	if absent := without(c.ids, idsOf(roles)); len(absent) > 0 {
		return nil, rule.Unknown("organizationRoleIds", "there is no role %q", absent[0])
	}
	roles = append(roles, byName...)
	for _, role := range roles {
		if role.Type != kind {
			return nil, fault.New(fault.Unprocessable, "entity.db_constraint_violated").At("organizationRoleIds").
				Because(fmt.Errorf("role %s is of the type %s", role.ID, role.Type))
		}
	}
	ids := idsOf(roles)
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// rolesOf reads the roles that a filter names; none if it names none.
func rolesOf(ctx context.Context, tx *store.Store, filter store.OrganizationRoleFilter) ([]models.OrganizationRole, error) {
	if len(filter.IDs) == 0 && len(filter.Names) == 0 {
		return nil, nil
	}
	roles, _, err := tx.OrganizationRoles.List(ctx, filter, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read organization roles: %w", err)
	}
	return roles, nil
}

func idsOf(roles []models.OrganizationRole) []string {
	ids := make([]string, 0, len(roles))
	for _, role := range roles {
		ids = append(ids, role.ID)
	}
	return ids
}

func namesOf(roles []models.OrganizationRole) []string {
	names := make([]string, 0, len(roles))
	for _, role := range roles {
		names = append(names, role.Name)
	}
	return names
}
