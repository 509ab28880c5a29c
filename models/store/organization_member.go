package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// MemberFilter narrows a list of members; empty fields narrow nothing.
type MemberFilter struct {
	// Query stands somewhere in what is searched of users or applications, in any case.
	Query  string
	RoleID string // those who have this role in the organization
}

// OrganizationMembers lists the users who are members of an organization with
// their roles there, newest user first, and counts all that the filter lets through.
func (s *Store) OrganizationMembers(ctx context.Context, organizationID string, filter MemberFilter, page Page) (
	members []models.OrganizationMember, total int64, err error,
) {
	users, total, err := membersOf[models.User](ctx, s, memberTable(models.MemberUser), organizationID, filter, page)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]string, 0, len(users))
	for i := range users {
		ids = append(ids, users[i].ID)
	}
	roles, err := s.MemberRoles(ctx, models.MemberUser, organizationID, ids)
	for i := range users {
		members = append(members, models.OrganizationMember{User: users[i], Roles: roles[users[i].ID]})
	}
	return members, total, err
}

// OrganizationMachines lists the applications that are members of an
// organization with their roles there, newest application first, and counts all
// that the filter lets through.
func (s *Store) OrganizationMachines(ctx context.Context, organizationID string, filter MemberFilter, page Page) (
	machines []models.OrganizationMachine, total int64, err error,
) {
	applications, total, err := membersOf[models.Application](ctx, s, memberTable(models.MemberMachine), organizationID, filter, page)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]string, 0, len(applications))
	for i := range applications {
		ids = append(ids, applications[i].ID)
	}
	roles, err := s.MemberRoles(ctx, models.MemberMachine, organizationID, ids)
	for i := range applications {
		machines = append(machines, models.OrganizationMachine{Application: applications[i], Roles: roles[applications[i].ID]})
	}
	return machines, total, err
}

// membersOf lists the records of the members of an organization.
func membersOf[T any](ctx context.Context, s *Store, of table, organizationID string, filter MemberFilter, page Page) (
	rows []T, total int64, err error,
) {
	err = s.containing(ctx, filter.Query, of.searched,
		func(ctx context.Context, s *Store, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB {
				members := s.reader(ctx).Model(of.member).Select(of.id).Where("organization_id = ?", organizationID)
				if filter.RoleID != "" {
					members = s.reader(ctx).Model(of.role).Select(of.id).
						Where("organization_id = ? AND organization_role_id = ?", organizationID, filter.RoleID)
				}
				return narrow(s.reader(ctx).Where("id IN (?)", members))
			}
			rows, total, err = newest(query, page, list[T])
			return err
		})
	return rows, total, err
}

// table is where the members of a kind are kept.
type table struct {
	member, role any    // the records
	roles        string // the table of the roles
	id           string // the column that names the member
	searched     searched
}

func memberTable(kind models.MemberKind) table {
	if kind == models.MemberMachine {
		return table{
			member: &models.OrganizationApplication{}, role: &models.OrganizationApplicationRole{},
			roles: "organization_application_roles", id: "application_id", searched: searchedApplications(),
		}
	}
	return table{
		member: &models.OrganizationUser{}, role: &models.OrganizationUserRole{},
		roles: "organization_user_roles", id: "user_id", searched: searchedUsers(),
	}
}

// MemberIDs lists the ids of all members of a kind, in order.
func (s *Store) MemberIDs(ctx context.Context, kind models.MemberKind, organizationID string) ([]string, error) {
	var ids []string
	of := memberTable(kind)
	err := s.reader(ctx).Model(of.member).Where("organization_id = ?", organizationID).Order(of.id).Pluck(of.id, &ids).Error
	return ids, translate(err)
}

// MembersAmong leaves of ids those who are members of an organization, in order.
func (s *Store) MembersAmong(ctx context.Context, kind models.MemberKind, organizationID string, ids []string) ([]string, error) {
	var members []string
	of := memberTable(kind)
	err := inBatches(ids, func(ids []string) error {
		var found []string
		err := s.reader(ctx).Model(of.member).Where("organization_id = ? AND "+of.id+" IN ?", organizationID, ids).
			Order(of.id).Pluck(of.id, &found).Error
		members = append(members, found...)
		return translate(err)
	})
	return members, err
}

// MemberRoles maps the ids of members to their roles within an organization, by
// name; those without roles are left out.
func (s *Store) MemberRoles(ctx context.Context, kind models.MemberKind, organizationID string, ids []string) (
	map[string][]models.OrganizationRole, error,
) {
	roles, of := map[string][]models.OrganizationRole{}, memberTable(kind)
	err := inBatches(ids, func(ids []string) error {
		var rows []struct {
			models.OrganizationRole
			MemberID string
		}
		err := s.anywhere(ctx).Raw("SELECT roles.*, held."+of.id+" AS member_id FROM "+of.roles+" held"+
			" JOIN organization_roles roles ON roles.tenant_id = held.tenant_id AND roles.id = held.organization_role_id"+
			" WHERE held.tenant_id = ? AND held.organization_id = ? AND held."+of.id+" IN ? ORDER BY roles.name",
			s.tenant, organizationID, ids).Scan(&rows).Error
		for _, row := range rows {
			roles[row.MemberID] = append(roles[row.MemberID], row.OrganizationRole)
		}
		return translate(err)
	})
	return roles, err
}

// notIn leaves the members of an organization out of a query of users or
// applications; "" is no organization.
func (s *Store) notIn(ctx context.Context, query *gorm.DB, kind models.MemberKind, organizationID string) *gorm.DB {
	if organizationID == "" {
		return query
	}
	of := memberTable(kind)
	return query.Where("id NOT IN (?)", s.reader(ctx).Model(of.member).Select(of.id).Where("organization_id = ?", organizationID))
}

// AddMembers makes users or machines members of an organization; those who are
// stay. now is epoch ms. ErrConflict: the organization or one of them does not exist.
func (s *Store) AddMembers(ctx context.Context, kind models.MemberKind, organizationID string, ids []string, now int64) error {
	if kind == models.MemberMachine {
		return s.AddOrganizationApplications(ctx, organizationID, ids, now)
	}
	return s.AddOrganizationUsers(ctx, organizationID, ids, now)
}

// RemoveMembers takes users or machines out of an organization with their roles
// there; those who are no members do not matter.
func (s *Store) RemoveMembers(ctx context.Context, kind models.MemberKind, organizationID string, ids []string) error {
	of := memberTable(kind)
	return inBatches(ids, func(ids []string) error {
		return translate(s.writer(ctx).Where("organization_id = ? AND "+of.id+" IN ?", organizationID, ids).Delete(of.member).Error)
	})
}

// AddMemberRoles gives each of the members each of the roles; those that they
// have stay. ErrConflict: one is no member, or a role does not exist.
func (s *Store) AddMemberRoles(ctx context.Context, kind models.MemberKind, organizationID string, ids, roleIDs []string) error {
	if kind == models.MemberMachine {
		return addRows(ctx, s, paired(ids, roleIDs, func(id, roleID string) models.OrganizationApplicationRole {
			return models.OrganizationApplicationRole{
				TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: id, OrganizationRoleID: roleID,
			}
		}))
	}
	return addRows(ctx, s, paired(ids, roleIDs, func(id, roleID string) models.OrganizationUserRole {
		return models.OrganizationUserRole{
			TenantID: s.tenant, OrganizationID: organizationID, UserID: id, OrganizationRoleID: roleID,
		}
	}))
}

// paired makes a row of each id with each role.
func paired[T any](ids, roleIDs []string, row func(id, roleID string) T) []T {
	rows := make([]T, 0, len(ids)*len(roleIDs))
	for _, id := range ids {
		for _, roleID := range roleIDs {
			rows = append(rows, row(id, roleID))
		}
	}
	return rows
}

// RemoveMemberRoles takes roles from a member; those that the member does not
// have do not matter.
func (s *Store) RemoveMemberRoles(ctx context.Context, kind models.MemberKind, organizationID, id string, roleIDs []string) error {
	of := memberTable(kind)
	return inBatches(roleIDs, func(roleIDs []string) error {
		return translate(s.writer(ctx).
			Where("organization_id = ? AND "+of.id+" = ? AND organization_role_id IN ?", organizationID, id, roleIDs).
			Delete(of.role).Error)
	})
}

// OrganizationUserScopes lists the permissions of the organization that a
// user's roles there give, by name.
func (s *Store) OrganizationUserScopes(ctx context.Context, organizationID, userID string) ([]models.OrganizationScope, error) {
	roles := s.reader(ctx).Model(&models.OrganizationUserRole{}).Select("organization_role_id").
		Where("organization_id = ? AND user_id = ?", organizationID, userID)
	scopes := s.reader(ctx).Model(&models.OrganizationRoleScope{}).Select("organization_scope_id").
		Where("organization_role_id IN (?)", roles)
	return list[models.OrganizationScope](s.reader(ctx).Where("id IN (?)", scopes).Order("name"))
}

// ApplicationTypes maps the ids of applications to their types; ids without an
// application are left out.
func (s *Store) ApplicationTypes(ctx context.Context, ids []string) (map[string]models.ApplicationType, error) {
	types := make(map[string]models.ApplicationType, len(ids))
	err := inBatches(ids, func(ids []string) error {
		rows, err := list[models.Application](s.reader(ctx).Select("id", "type").Where("id IN ?", ids))
		for _, row := range rows {
			types[row.ID] = row.Type
		}
		return err
	})
	return types, err
}
