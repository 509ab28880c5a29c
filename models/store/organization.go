package store

import (
	"context"

	"portico/models"
)

// Organizations are the organizations of a tenant.
type Organizations struct{ Table[models.Organization] }

func openOrganizations(c *conn) Organizations {
	return Organizations{newTable(c, func(r *models.Organization) (tenant, id *string) { return &r.TenantID, &r.ID })}
}

// AddUsers makes users members of an organization; those who are
// stay. now is epoch ms. ErrConflict: the organization or a user does not exist.
func (s Members) AddUsers(ctx context.Context, organizationID string, userIDs []string, now int64) error {
	rows := make([]models.OrganizationUser, 0, len(userIDs))
	for _, id := range userIDs {
		rows = append(rows, models.OrganizationUser{TenantID: s.tenant, OrganizationID: organizationID, UserID: id, CreatedAt: now})
	}
	return addRows(ctx, s.conn, rows)
}

// AddUserRoles gives a member roles within an organization; those
// that the member has stay. ErrConflict: the user is no member, or a role does not exist.
func (s Members) AddUserRoles(ctx context.Context, organizationID, userID string, roleIDs []string) error {
	rows := make([]models.OrganizationUserRole, 0, len(roleIDs))
	for _, id := range roleIDs {
		rows = append(rows, models.OrganizationUserRole{
			TenantID: s.tenant, OrganizationID: organizationID, UserID: userID, OrganizationRoleID: id,
		})
	}
	return addRows(ctx, s.conn, rows)
}

// AddApplications makes machines members of an organization; those
// that are stay. now is epoch ms. ErrConflict: the organization or an application
// does not exist.
func (s Members) AddApplications(ctx context.Context, organizationID string, applicationIDs []string, now int64) error {
	rows := make([]models.OrganizationApplication, 0, len(applicationIDs))
	for _, id := range applicationIDs {
		rows = append(rows, models.OrganizationApplication{
			TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: id, CreatedAt: now,
		})
	}
	return addRows(ctx, s.conn, rows)
}

// AddApplicationRoles gives a machine roles within an organization;
// those that it has stay. ErrConflict: the machine is no member, or a role does
// not exist.
func (s Members) AddApplicationRoles(ctx context.Context, organizationID, applicationID string, roleIDs []string) error {
	rows := make([]models.OrganizationApplicationRole, 0, len(roleIDs))
	for _, id := range roleIDs {
		rows = append(rows, models.OrganizationApplicationRole{
			TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: applicationID, OrganizationRoleID: id,
		})
	}
	return addRows(ctx, s.conn, rows)
}
