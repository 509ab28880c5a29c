package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// Members are the users and applications in organizations, with their roles there.
type Members struct{ *conn }

// MemberFilter narrows a list of members; empty fields are ignored.
type MemberFilter struct {
	// Query is text that a searched field of the user or application must contain, ignoring case.
	Query  string
	RoleID string // only members with this role in the organization
}

// Users lists the users who are members of an organization with their roles there,
// newest member first, and counts all matches.
func (s Members) Users(ctx context.Context, organizationID string, filter MemberFilter, page Page) (
	members []models.OrganizationMember, total int64, err error,
) {
	found, total, err := s.page(ctx, models.HolderUser, organizationID, filter, page)
	if err != nil {
		return nil, 0, err
	}
	users, err := recordsOf(ctx, s.conn, found.ids, func(user *models.User) string { return user.ID })
	for _, user := range users {
		members = append(members, models.OrganizationMember{User: user, Roles: found.roles[user.ID]})
	}
	return members, total, err
}

// Applications lists the applications that are members of an organization with
// their roles there, newest member first, and counts all matches.
func (s Members) Applications(ctx context.Context, organizationID string, filter MemberFilter, page Page) (
	machines []models.OrganizationMachine, total int64, err error,
) {
	found, total, err := s.page(ctx, models.HolderApplication, organizationID, filter, page)
	if err != nil {
		return nil, 0, err
	}
	applications, err := recordsOf(ctx, s.conn, found.ids, func(application *models.Application) string { return application.ID })
	for _, application := range applications {
		machines = append(machines, models.OrganizationMachine{Application: application, Roles: found.roles[application.ID]})
	}
	return machines, total, err
}

// memberPage is a page of members: their ids in order, and their roles.
type memberPage struct {
	ids   []string
	roles map[string][]models.OrganizationRole
}

func (s Members) page(ctx context.Context, kind models.HolderKind, organizationID string, filter MemberFilter, page Page) (
	found memberPage, total int64, err error,
) {
	of := membersOf(kind)
	err = s.finding(ctx, Anywhere(filter.Query), of.searched,
		func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB { return narrow(s.store().Members.query(ctx, of, organizationID, filter)) }
			order := "members.created_at DESC, members." + of.id + " DESC"
			if err := page.of(query().Order(order)).Pluck("members."+of.id, &found.ids).Error; err != nil {
				return translate(err)
			}
			total, err = page.counted(len(found.ids), query)
			return err
		})
	if err == nil {
		found.roles, err = s.Roles(ctx, kind, organizationID, found.ids)
	}
	return found, total, err
}

// query selects the memberships. It joins the searched records only for a search,
// since that costs a look-up each.
func (s Members) query(ctx context.Context, of memberRows, organizationID string, filter MemberFilter) *gorm.DB {
	query := s.anywhere(ctx).Table(of.members+" members").
		Where("members.tenant_id = ? AND members.organization_id = ?", s.tenant, organizationID)
	if filter.Query != "" {
		query = query.Joins(s.joinInOrder() + of.records + " ON " + of.records + ".tenant_id = members.tenant_id AND " +
			of.records + ".id = members." + of.id)
	}
	if filter.RoleID != "" {
		query = query.Where("members."+of.id+" IN (?)", s.reader(ctx).Model(of.role).Select(of.id).
			Where("organization_id = ? AND organization_role_id = ?", organizationID, filter.RoleID))
	}
	return query
}

// recordsOf reads records by their ids, in the order of the ids.
func recordsOf[T any](ctx context.Context, s *conn, ids []string, idOf func(*T) string) ([]T, error) {
	found := make(map[string]T, len(ids))
	err := inBatches(ids, func(ids []string) error {
		rows, err := list[T](s.reader(ctx).Where("id IN ?", ids))
		for i := range rows {
			found[idOf(&rows[i])] = rows[i]
		}
		return err
	})
	rows := make([]T, 0, len(found))
	for _, id := range ids {
		if row, ok := found[id]; ok {
			rows = append(rows, row)
		}
	}
	return rows, err
}

// Add makes users or machines members of an organization, ignoring those who
// already are. now is epoch ms. ErrConflict: the organization or one of them does not exist.
func (s Members) Add(ctx context.Context, kind models.HolderKind, organizationID string, ids []string, now int64) error {
	if kind == models.HolderApplication {
		rows := make([]models.OrganizationApplication, 0, len(ids))
		for _, id := range ids {
			rows = append(rows, models.OrganizationApplication{
				TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: id, CreatedAt: now,
			})
		}
		return addRows(ctx, s.conn, rows)
	}
	rows := make([]models.OrganizationUser, 0, len(ids))
	for _, id := range ids {
		rows = append(rows, models.OrganizationUser{TenantID: s.tenant, OrganizationID: organizationID, UserID: id, CreatedAt: now})
	}
	return addRows(ctx, s.conn, rows)
}

// memberRows names the records and tables of one kind of members.
type memberRows struct {
	member, role            any    // the records
	members, roles, records string // their tables, and that of the member itself
	id                      string // the column that names the member
	searched                searched
}

func membersOf(kind models.HolderKind) memberRows {
	if kind == models.HolderApplication {
		return memberRows{
			member: &models.OrganizationApplication{}, role: &models.OrganizationApplicationRole{},
			members: "organization_applications", roles: "organization_application_roles", records: "applications", id: "application_id", searched: searchedApplications(),
		}
	}
	return memberRows{
		member: &models.OrganizationUser{}, role: &models.OrganizationUserRole{},
		members: "organization_users", roles: "organization_user_roles", records: "users", id: "user_id", searched: searchedUsers(),
	}
}

// IDs lists the ids of all members of a kind, in order.
func (s Members) IDs(ctx context.Context, kind models.HolderKind, organizationID string) ([]string, error) {
	var ids []string
	of := membersOf(kind)
	err := s.reader(ctx).Model(of.member).Where("organization_id = ?", organizationID).Order(of.id).Pluck(of.id, &ids).Error
	return ids, translate(err)
}

// Among returns those of ids that are members of an organization, in order.
func (s Members) Among(ctx context.Context, kind models.HolderKind, organizationID string, ids []string) ([]string, error) {
	var members []string
	of := membersOf(kind)
	err := inBatches(ids, func(ids []string) error {
		var found []string
		err := s.reader(ctx).Model(of.member).Where("organization_id = ? AND "+of.id+" IN ?", organizationID, ids).
			Order(of.id).Pluck(of.id, &found).Error
		members = append(members, found...)
		return translate(err)
	})
	return members, err
}

// Roles maps the ids of members to their roles within an organization, by
// name; those without roles are left out.
func (s Members) Roles(ctx context.Context, kind models.HolderKind, organizationID string, ids []string) (
	map[string][]models.OrganizationRole, error,
) {
	roles, of := map[string][]models.OrganizationRole{}, membersOf(kind)
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

// notIn excludes the members of an organization from a query of users or
// applications; "" excludes nobody.
func (s *conn) notIn(query *gorm.DB, kind models.HolderKind, organizationID string) *gorm.DB {
	if organizationID == "" {
		return query
	}
	of := membersOf(kind)
	members := " FROM " + of.members + " members WHERE members.tenant_id = ? AND members.organization_id = ?"
	condition := "id NOT IN (SELECT members." + of.id + members + ")"
	if s.db.dialect == Postgres {
		// A join: Postgres would scan a NOT IN list that exceeds its memory again for
		// each record.
		condition = "NOT EXISTS (SELECT 1" + members + " AND members." + of.id + " = " + of.records + ".id)"
	}
	return query.Where(condition, s.tenant, organizationID)
}

// Remove removes users or machines from an organization, with their roles there,
// ignoring those who are not members.
func (s Members) Remove(ctx context.Context, kind models.HolderKind, organizationID string, ids []string) error {
	of := membersOf(kind)
	return inBatches(ids, func(ids []string) error {
		return translate(s.writer(ctx).Where("organization_id = ? AND "+of.id+" IN ?", organizationID, ids).Delete(of.member).Error)
	})
}

// AddRoles gives each of the members each of the roles, ignoring roles they
// already have. ErrConflict: one is not a member, or a role does not exist.
func (s Members) AddRoles(ctx context.Context, kind models.HolderKind, organizationID string, ids, roleIDs []string) error {
	if kind == models.HolderApplication {
		return addRows(ctx, s.conn, paired(ids, roleIDs, func(id, roleID string) models.OrganizationApplicationRole {
			return models.OrganizationApplicationRole{
				TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: id, OrganizationRoleID: roleID,
			}
		}))
	}
	return addRows(ctx, s.conn, paired(ids, roleIDs, func(id, roleID string) models.OrganizationUserRole {
		return models.OrganizationUserRole{
			TenantID: s.tenant, OrganizationID: organizationID, UserID: id, OrganizationRoleID: roleID,
		}
	}))
}

// paired makes a row for each pair of id and role.
func paired[T any](ids, roleIDs []string, row func(id, roleID string) T) []T {
	rows := make([]T, 0, len(ids)*len(roleIDs))
	for _, id := range ids {
		for _, roleID := range roleIDs {
			rows = append(rows, row(id, roleID))
		}
	}
	return rows
}

// RemoveRoles removes roles from a member, ignoring those the member does not have.
func (s Members) RemoveRoles(ctx context.Context, kind models.HolderKind, organizationID, id string, roleIDs []string) error {
	of := membersOf(kind)
	return inBatches(roleIDs, func(roleIDs []string) error {
		return translate(s.writer(ctx).
			Where("organization_id = ? AND "+of.id+" = ? AND organization_role_id IN ?", organizationID, id, roleIDs).
			Delete(of.role).Error)
	})
}

// UserScopes lists the organization permissions that a user's roles there grant, by
// name.
func (s Members) UserScopes(ctx context.Context, organizationID, userID string) ([]models.OrganizationScope, error) {
	roles := s.reader(ctx).Model(&models.OrganizationUserRole{}).Select("organization_role_id").
		Where("organization_id = ? AND user_id = ?", organizationID, userID)
	scopes := s.reader(ctx).Model(&models.OrganizationRoleScope{}).Select("organization_scope_id").
		Where("organization_role_id IN (?)", roles)
	return list[models.OrganizationScope](s.reader(ctx).Where("id IN (?)", scopes).Order("name"))
}

// Types maps the ids of applications to their types; ids without an
// application are left out.
func (s Applications) Types(ctx context.Context, ids []string) (map[string]models.ApplicationType, error) {
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
