package store

import (
	"context"

	"portico/models"
)

// Provisioning configures who joins an organization just in time, and with which roles.
type Provisioning struct{ *conn }

// Domains lists the email domains whose users join an organization automatically,
// by name.
func (s Provisioning) Domains(ctx context.Context, organizationID string) ([]models.OrganizationJITEmailDomain, error) {
	return list[models.OrganizationJITEmailDomain](s.reader(ctx).
		Where("organization_id = ?", organizationID).Order("email_domain"))
}

// AddDomains adds domains to an organization, ignoring those it already has. now
// is epoch ms.
func (s Provisioning) AddDomains(ctx context.Context, organizationID string, domains []string, now int64) error {
	rows := make([]models.OrganizationJITEmailDomain, 0, len(domains))
	for _, domain := range domains {
		rows = append(rows, models.OrganizationJITEmailDomain{
			TenantID: s.tenant, OrganizationID: organizationID, EmailDomain: domain, CreatedAt: now,
		})
	}
	return addRows(ctx, s.conn, rows)
}

// RemoveDomains removes domains from an organization, ignoring those it does not
// have.
func (s Provisioning) RemoveDomains(ctx context.Context, organizationID string, domains []string) error {
	return inBatches(domains, func(domains []string) error {
		return translate(s.writer(ctx).Where("organization_id = ? AND email_domain IN ?", organizationID, domains).
			Delete(&models.OrganizationJITEmailDomain{}).Error)
	})
}

// Roles lists the roles of those who join an organization automatically, by name.
func (s Provisioning) Roles(ctx context.Context, organizationID string) ([]models.OrganizationRole, error) {
	given := s.reader(ctx).Model(&models.OrganizationJITRole{}).Select("organization_role_id").
		Where("organization_id = ?", organizationID)
	return list[models.OrganizationRole](s.reader(ctx).Where("id IN (?)", given).Order("name"))
}

// AddRoles adds roles for those who join, ignoring roles already added.
// ErrConflict: a role does not exist.
func (s Provisioning) AddRoles(ctx context.Context, organizationID string, roleIDs []string) error {
	rows := make([]models.OrganizationJITRole, 0, len(roleIDs))
	for _, id := range roleIDs {
		rows = append(rows, models.OrganizationJITRole{TenantID: s.tenant, OrganizationID: organizationID, OrganizationRoleID: id})
	}
	return addRows(ctx, s.conn, rows)
}

// RemoveRoles removes roles for those who join, ignoring roles that were not added.
func (s Provisioning) RemoveRoles(ctx context.Context, organizationID string, roleIDs []string) error {
	return inBatches(roleIDs, func(roleIDs []string) error {
		return translate(s.writer(ctx).Where("organization_id = ? AND organization_role_id IN ?", organizationID, roleIDs).
			Delete(&models.OrganizationJITRole{}).Error)
	})
}

// OrganizationsOf lists the ids of the organizations that users of a domain, in
// lower case, join automatically.
func (s Provisioning) OrganizationsOf(ctx context.Context, domain string) ([]string, error) {
	var ids []string
	err := s.reader(ctx).Model(&models.OrganizationJITEmailDomain{}).Where("email_domain = ?", domain).
		Order("organization_id").Pluck("organization_id", &ids).Error
	return ids, translate(err)
}
