package organization

import (
	"context"

	"portico/models"
	"portico/models/store"
)

// The changes of members below publish Organization.Membership.Updated, and
// nothing if they change nothing.

// AddApplications makes machines members of an organization; those that are stay as they
// are. Faults: entity.not_found, guard.invalid_input,
// entity.relation_foreign_key_not_found, application.invalid_type.
func (s *Service) AddApplications(ctx context.Context, records *store.Store, id string, applicationIDs []string) error {
	return s.addMembers(ctx, records, models.HolderApplication, id, applicationIDs)
}

// ReplaceApplications makes these machines members of an organization and no others; those
// that stay keep their roles. Faults are those of AddApplications.
func (s *Service) ReplaceApplications(ctx context.Context, records *store.Store, id string, applicationIDs []string) error {
	return s.replaceMembers(ctx, records, models.HolderApplication, id, applicationIDs)
}

// RemoveApplication takes a member out of an organization. Fault: entity.not_found, also
// for one that is no member.
func (s *Service) RemoveApplication(ctx context.Context, records *store.Store, id, applicationID string) error {
	return s.removeMember(ctx, records, models.HolderApplication, id, applicationID)
}

// AddApplicationRoles gives each of the members each of the roles; those that they have
// stay. Faults: entity.not_found, guard.invalid_input,
// organization.require_membership, entity.relation_foreign_key_not_found,
// entity.db_constraint_violated for roles that are not for machines.
func (s *Service) AddApplicationRoles(ctx context.Context, records *store.Store, id string, applicationIDs, roleIDs []string) error {
	_, err := s.addMemberRoles(ctx, records, models.HolderApplication, id, applicationIDs, byID(roleIDs))
	return err
}

// ReplaceApplicationRoles gives a member these roles and no others. Faults are those of
// AddApplicationRoles.
func (s *Service) ReplaceApplicationRoles(ctx context.Context, records *store.Store, id, applicationID string, roleIDs []string) error {
	return s.replaceMemberRoles(ctx, records, models.HolderApplication, id, applicationID, byID(roleIDs))
}

// RemoveApplicationRole takes a role from a member. Faults: entity.not_found, also for a
// role that the member does not have; organization.require_membership.
func (s *Service) RemoveApplicationRole(ctx context.Context, records *store.Store, id, applicationID, roleID string) error {
	return s.removeMemberRole(ctx, records, models.HolderApplication, id, applicationID, roleID)
}

// ApplicationRoles lists the roles of a member, by name. Faults: entity.not_found,
// organization.require_membership.
func (s *Service) ApplicationRoles(ctx context.Context, records *store.Store, id, applicationID string) ([]models.OrganizationRole, error) {
	return rolesOfMember(ctx, records, models.HolderApplication, id, applicationID)
}
