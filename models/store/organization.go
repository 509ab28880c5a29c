package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// CreateOrganization adds an organization.
func (s *Store) CreateOrganization(ctx context.Context, organization *models.Organization) error {
	organization.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(organization).Error)
}

// Organization reads an organization by id.
func (s *Store) Organization(ctx context.Context, id string) (*models.Organization, error) {
	return first[models.Organization](s.reader(ctx).Where("id = ?", id))
}

// HoldOrganization keeps an organization from being changed by others before
// the transaction ends. ErrNotFound: there is none.
func (s *Store) HoldOrganization(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Model(&models.Organization{}).Where("id = ?", id).Update("id", id))
}

// UpdateOrganization writes all of an organization's fields but its id and the
// time of its creation.
func (s *Store) UpdateOrganization(ctx context.Context, organization *models.Organization) error {
	return changed(s.writer(ctx).Model(&models.Organization{}).Where("id = ?", organization.ID).
		Select("*").Omit("TenantID", "ID", "CreatedAt").Updates(organization))
}

// DeleteOrganization removes an organization with its memberships, invitations
// and settings.
func (s *Store) DeleteOrganization(ctx context.Context, id string) error {
	return changed(s.writer(ctx).Where("id = ?", id).Delete(&models.Organization{}))
}

// AddOrganizationUsers makes users members of an organization; those who are
// stay. now is epoch ms. ErrConflict: the organization or a user does not exist.
func (s *Store) AddOrganizationUsers(ctx context.Context, organizationID string, userIDs []string, now int64) error {
	rows := make([]models.OrganizationUser, 0, len(userIDs))
	for _, id := range userIDs {
		rows = append(rows, models.OrganizationUser{TenantID: s.tenant, OrganizationID: organizationID, UserID: id, CreatedAt: now})
	}
	return addRows(ctx, s, rows)
}

// AddOrganizationUserRoles gives a member roles within an organization; those
// that the member has stay. ErrConflict: the user is no member, or a role does not exist.
func (s *Store) AddOrganizationUserRoles(ctx context.Context, organizationID, userID string, roleIDs []string) error {
	rows := make([]models.OrganizationUserRole, 0, len(roleIDs))
	for _, id := range roleIDs {
		rows = append(rows, models.OrganizationUserRole{
			TenantID: s.tenant, OrganizationID: organizationID, UserID: userID, OrganizationRoleID: id,
		})
	}
	return addRows(ctx, s, rows)
}

// AddOrganizationApplications makes machines members of an organization; those
// that are stay. now is epoch ms. ErrConflict: the organization or an application
// does not exist.
func (s *Store) AddOrganizationApplications(ctx context.Context, organizationID string, applicationIDs []string, now int64) error {
	rows := make([]models.OrganizationApplication, 0, len(applicationIDs))
	for _, id := range applicationIDs {
		rows = append(rows, models.OrganizationApplication{
			TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: id, CreatedAt: now,
		})
	}
	return addRows(ctx, s, rows)
}

// AddOrganizationApplicationRoles gives a machine roles within an organization;
// those that it has stay. ErrConflict: the machine is no member, or a role does
// not exist.
func (s *Store) AddOrganizationApplicationRoles(ctx context.Context, organizationID, applicationID string, roleIDs []string) error {
	rows := make([]models.OrganizationApplicationRole, 0, len(roleIDs))
	for _, id := range roleIDs {
		rows = append(rows, models.OrganizationApplicationRole{
			TenantID: s.tenant, OrganizationID: organizationID, ApplicationID: applicationID, OrganizationRoleID: id,
		})
	}
	return addRows(ctx, s, rows)
}

// addRows adds the rows that are not there yet.
func addRows[T any](ctx context.Context, s *Store, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	return s.InTx(ctx, func(tx *Store) error {
		return translate(tx.inserter(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, missingBatch).Error)
	})
}
