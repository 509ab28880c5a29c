package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// OrganizationRolePermissionFilter narrows the permissions of organization roles.
type OrganizationRolePermissionFilter struct {
	RoleIDs []string // in any of these roles, at most a thousand
	// Query is text that the id, the name or the description of the permission or
	// its resource's name must contain, ignoring case; "" matches everything.
	Query string
}

// organizationRolePermissions joins the permissions of both kinds with the roles
// that grant them.
const organizationRolePermissions = "(SELECT given.organization_role_id AS role_id," +
	" held.id, held.name, held.description, '' AS resource_id, '' AS resource_name" +
	" FROM organization_role_scopes given" +
	" JOIN organization_scopes held ON held.tenant_id = given.tenant_id AND held.id = given.organization_scope_id" +
	" WHERE given.tenant_id = ? AND given.organization_role_id IN ?" +
	" UNION ALL SELECT given.organization_role_id AS role_id," +
	" held.id, held.name, held.description, held.resource_id, resources.name AS resource_name" +
	" FROM organization_role_resource_scopes given" +
	" JOIN scopes held ON held.tenant_id = given.tenant_id AND held.id = given.scope_id" +
	" JOIN resources ON resources.tenant_id = held.tenant_id AND resources.id = held.resource_id" +
	" WHERE given.tenant_id = ? AND given.organization_role_id IN ?) AS permissions"

// Permissions lists the permissions of both kinds that roles grant, by name, and
// counts all matches. One that two of the roles grant is listed twice.
func (s OrganizationRoles) Permissions(ctx context.Context, filter OrganizationRolePermissionFilter, page Page) (
	permissions []models.OrganizationRolePermission, total int64, err error,
) {
	if len(filter.RoleIDs) == 0 {
		return nil, 0, nil
	}
	roleIDs := distinct(filter.RoleIDs)
	fields := []string{"id", "name", "description", "resource_name"}
	err = s.finding(ctx, Anywhere(filter.Query), searched{fields: fields, columns: fields},
		func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
			query := func() *gorm.DB {
				return narrow(s.anywhere(ctx).Table(organizationRolePermissions, s.tenant, roleIDs, s.tenant, roleIDs))
			}
			permissions, total, err = ordered[models.OrganizationRolePermission](query, "name, resource_name, id, role_id", page)
			return err
		})
	return permissions, total, err
}

// ResourceScopes lists the scopes of resources in a role, newest
// first, and counts them.
func (s OrganizationRoles) ResourceScopes(ctx context.Context, roleID string, page Page) ([]models.Scope, int64, error) {
	return newest(func() *gorm.DB {
		given := s.reader(ctx).Model(&models.OrganizationRoleResourceScope{}).
			Select("scope_id").Where("organization_role_id = ?", roleID)
		return s.reader(ctx).Where("id IN (?)", given)
	}, page, list[models.Scope])
}
