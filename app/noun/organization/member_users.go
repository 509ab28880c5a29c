package organization

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// The changes of members below publish Organization.Membership.Updated, and
// nothing if they change nothing.

// AddUsers makes users members of an organization; those that are stay as they
// are. Faults: entity.not_found, guard.invalid_input,
// entity.relation_foreign_key_not_found.
func (s *Service) AddUsers(ctx context.Context, records *store.Store, id string, userIDs []string) error {
	return s.addMembers(ctx, records, models.HolderUser, id, userIDs)
}

// ReplaceUsers makes these users members of an organization and no others; those
// that stay keep their roles. Faults are those of AddUsers.
func (s *Service) ReplaceUsers(ctx context.Context, records *store.Store, id string, userIDs []string) error {
	return s.replaceMembers(ctx, records, models.HolderUser, id, userIDs)
}

// RemoveUser takes a member out of an organization. Fault: entity.not_found, also
// for one that is no member.
func (s *Service) RemoveUser(ctx context.Context, records *store.Store, id, userID string) error {
	return s.removeMember(ctx, records, models.HolderUser, id, userID)
}

// AddUserRoles gives each of the members each of the roles; those that they have
// stay. Faults: entity.not_found, guard.invalid_input,
// organization.require_membership, entity.relation_foreign_key_not_found,
// entity.db_constraint_violated for roles that are not for users.
func (s *Service) AddUserRoles(ctx context.Context, records *store.Store, id string, userIDs, roleIDs []string) error {
	_, err := s.addMemberRoles(ctx, records, models.HolderUser, id, userIDs, byID(roleIDs))
	return err
}

// ReplaceUserRoles gives a member these roles and no others. Faults are those of
// AddUserRoles.
func (s *Service) ReplaceUserRoles(ctx context.Context, records *store.Store, id, userID string, roleIDs []string) error {
	return s.replaceMemberRoles(ctx, records, models.HolderUser, id, userID, byID(roleIDs))
}

// RemoveUserRole takes a role from a member. Faults: entity.not_found, also for a
// role that the member does not have; organization.require_membership.
func (s *Service) RemoveUserRole(ctx context.Context, records *store.Store, id, userID, roleID string) error {
	return s.removeMemberRole(ctx, records, models.HolderUser, id, userID, roleID)
}

// UserRoles lists the roles of a member, by name. Faults: entity.not_found,
// organization.require_membership.
func (s *Service) UserRoles(ctx context.Context, records *store.Store, id, userID string) ([]models.OrganizationRole, error) {
	return rolesOfMember(ctx, records, models.HolderUser, id, userID)
}

// UserScopes lists the permissions of the organization that a member's roles
// give, by name. Faults: entity.not_found, organization.require_membership.
func (s *Service) UserScopes(ctx context.Context, records *store.Store, id, userID string) ([]models.OrganizationScope, error) {
	if err := existingMember(ctx, records, models.HolderUser, id, userID); err != nil {
		return nil, err
	}
	scopes, err := records.Members.UserScopes(ctx, id, userID)
	if err != nil {
		return nil, fmt.Errorf("read permissions of member: %w", err)
	}
	return scopes, nil
}
