package organization

import (
	"context"
	"fmt"
	"slices"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// RoleChoice names roles of the template by IDs, by names or both. It is absent
// if both are nil.
type RoleChoice struct{ IDs, Names []string }

// byID is a choice that is present even without a role.
func byID(ids []string) RoleChoice { return RoleChoice{IDs: append([]string{}, ids...)} }

// AddRoles assigns each of the members all of the roles and returns the IDs of
// the roles; roles already assigned stay. Faults: entity.not_found,
// guard.invalid_input, organization.require_membership,
// organization.role_names_not_found, entity.relation_foreign_key_not_found,
// entity.db_constraint_violated for roles of a different type.
func (s *Service) AddRoles(ctx context.Context, records *store.Store, kind models.HolderKind, id string, memberIDs []string,
	choice RoleChoice,
) (roleIDs []string, err error) {
	err = s.changeMembers(ctx, records, kind, id, func(tx *store.Store) ([]string, func() error, error) {
		memberIDs, err := requireMembers(ctx, tx, kind, id, memberIDs)
		if err != nil {
			return nil, nil, err
		}
		roleIDs, err = choice.read(ctx, tx, kind.RoleType())
		return memberIDs, func() error { return tx.Members.AddRoles(ctx, kind, id, memberIDs, roleIDs) }, err
	})
	return roleIDs, err
}

// ReplaceRoles assigns exactly these roles to a member. Faults are those of
// AddRoles.
func (s *Service) ReplaceRoles(ctx context.Context, records *store.Store, id string, member models.Holder, choice RoleChoice) error {
	return s.changeRoles(ctx, records, id, member, func(tx *store.Store, _ []string) ([]string, error) {
		return choice.read(ctx, tx, member.Kind.RoleType())
	})
}

// RemoveRole removes a role from a member. Faults: entity.not_found, also for a
// role that the member does not have; organization.require_membership.
func (s *Service) RemoveRole(ctx context.Context, records *store.Store, id string, member models.Holder, roleID string) error {
	return s.changeRoles(ctx, records, id, member, func(_ *store.Store, held []string) ([]string, error) {
		if !slices.Contains(held, roleID) {
			return nil, rule.Missing(fmt.Sprintf("role %s of %s %s", roleID, member.Kind, member.ID))
		}
		return noun.Except(held, []string{roleID}), nil
	})
}

// changeRoles replaces the roles of a member with the result of change.
func (s *Service) changeRoles(ctx context.Context, records *store.Store, id string, member models.Holder,
	change func(tx *store.Store, held []string) ([]string, error),
) error {
	kind, one := member.Kind, []string{member.ID}
	return s.changeMembers(ctx, records, kind, id, func(tx *store.Store) ([]string, func() error, error) {
		if _, err := requireMembers(ctx, tx, kind, id, one); err != nil {
			return nil, nil, err
		}
		roles, err := rolesHeld(ctx, tx, id, member)
		if err != nil {
			return nil, nil, err
		}
		held := noun.IDs(roles, roleID)
		wanted, err := change(tx, held)
		return one, func() error {
			if err := tx.Members.RemoveRoles(ctx, kind, id, member.ID, noun.Except(held, wanted)); err != nil {
				return err
			}
			return tx.Members.AddRoles(ctx, kind, id, one, noun.Except(wanted, held))
		}, err
	})
}

// Roles lists the roles of a member, by name. Faults: entity.not_found,
// organization.require_membership.
func (s *Service) Roles(ctx context.Context, records *store.Store, id string, member models.Holder) ([]models.OrganizationRole, error) {
	if err := s.requireMember(ctx, records, id, member); err != nil {
		return nil, err
	}
	return rolesHeld(ctx, records, id, member)
}

// UserScopes lists the organization permissions that a user's roles
// grant, by name. Faults: entity.not_found, organization.require_membership.
func (s *Service) UserScopes(ctx context.Context, records *store.Store, id, userID string) ([]models.OrganizationScope, error) {
	if err := s.requireMember(ctx, records, id, models.UserHolder(userID)); err != nil {
		return nil, err
	}
	scopes, err := records.Members.UserScopes(ctx, id, userID)
	if err != nil {
		return nil, fmt.Errorf("read permissions of member: %w", err)
	}
	return scopes, nil
}

// requireMember fails for someone who is not a member. Faults: entity.not_found,
// organization.require_membership.
func (s *Service) requireMember(ctx context.Context, records *store.Store, id string, member models.Holder) error {
	if _, err := s.kind().Get(ctx, records, id); err != nil {
		return err
	}
	_, err := requireMembers(ctx, records, member.Kind, id, []string{member.ID})
	return err
}

// requireMembers fails unless all IDs are members, and removes duplicates.
// Faults: guard.invalid_input, organization.require_membership.
func requireMembers(ctx context.Context, records *store.Store, kind models.HolderKind, id string, ids []string) ([]string, error) {
	ids, err := rule.IDs(noun.HoldersField(kind), ids)
	if err != nil {
		return nil, err
	}
	present, err := records.Members.Among(ctx, kind, id, ids)
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	if strangers := noun.Except(ids, present); len(strangers) > 0 {
		return nil, rule.Against("organization.require_membership", "%s %q is not a member of organization %s", kind, strangers[0], id)
	}
	return ids, nil
}

func rolesHeld(ctx context.Context, records *store.Store, id string, member models.Holder) ([]models.OrganizationRole, error) {
	roles, err := records.Members.Roles(ctx, member.Kind, id, []string{member.ID})
	if err != nil {
		return nil, fmt.Errorf("read roles of member: %w", err)
	}
	return roles[member.ID], nil
}

// read finds the roles of a choice, for members of a type. Faults:
// guard.invalid_input if the choice is absent or too long;
// organization.role_names_not_found; entity.relation_foreign_key_not_found for
// unknown IDs; entity.db_constraint_violated for roles of a different type.
func (c RoleChoice) read(ctx context.Context, tx *store.Store, kind models.RoleType) ([]string, error) {
	const field, namesField = "organizationRoleIds", "organizationRoleNames"
	if c.IDs == nil && c.Names == nil {
		return nil, rule.Invalid(field, "error.organization.roles", "must be there, or the names of roles")
	}
	if _, err := rule.IDs(field, c.IDs); err != nil {
		return nil, err
	}
	if _, err := rule.IDs(namesField, c.Names); err != nil {
		return nil, err
	}
	named, err := findRoles(ctx, tx, store.OrganizationRoleFilter{Names: c.Names})
	if err != nil {
		return nil, err
	}
	if len(noun.Except(c.Names, noun.IDs(named, roleName))) > 0 {
		return nil, fault.New(fault.Unprocessable, "organization.role_names_not_found").At(namesField)
	}
	roles, err := findRoles(ctx, tx, store.OrganizationRoleFilter{IDs: c.IDs})
	if err != nil {
		return nil, err
	}
	if err := noun.AllFound(field, c.IDs, roles, roleID); err != nil {
		return nil, err
	}
	roles = append(roles, named...)
	for _, role := range roles {
		if role.Type != kind {
			return nil, rule.Against("entity.db_constraint_violated", "role %s is of the type %s", role.ID, role.Type).At(field)
		}
	}
	ids := noun.IDs(roles, roleID)
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// findRoles reads the roles named by a filter; none if it names none.
func findRoles(ctx context.Context, tx *store.Store, filter store.OrganizationRoleFilter) ([]models.OrganizationRole, error) {
	if len(filter.IDs) == 0 && len(filter.Names) == 0 {
		return nil, nil
	}
	roles, _, err := tx.OrganizationRoles.List(ctx, filter, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read organization roles: %w", err)
	}
	return roles, nil
}

func roleID(role models.OrganizationRole) string { return role.ID }

func roleName(role models.OrganizationRole) string { return role.Name }
