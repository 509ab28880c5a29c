package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// ApplicationFilter narrows a list of applications; empty fields are ignored.
type ApplicationFilter struct {
	Types        []models.ApplicationType // any of these
	IsThirdParty *bool
	// RoleID keeps only applications with this role, ExcludeRoleID only those without.
	RoleID, ExcludeRoleID string
	IDs                   []string // the only applications to find; nil: any
	WithoutIDs            []string // applications to leave out
	Search                Search
	// ExcludeOrganizationID leaves out the members of an organization.
	ExcludeOrganizationID string
}

func (f ApplicationFilter) narrow(query *gorm.DB, tenant string) *gorm.DB {
	if len(f.Types) > 0 {
		query = query.Where("type IN ?", f.Types)
	}
	if f.IsThirdParty != nil {
		query = query.Where("is_third_party = ?", *f.IsThirdParty)
	}
	const held = "(SELECT application_id FROM application_roles WHERE tenant_id = ? AND role_id = ?)"
	if f.RoleID != "" {
		query = query.Where("id IN "+held, tenant, f.RoleID)
	}
	if f.ExcludeRoleID != "" {
		query = query.Where("id NOT IN "+held, tenant, f.ExcludeRoleID)
	}
	return withoutIDs(withIDs(query, f.IDs), f.WithoutIDs)
}

// List lists applications, newest first, and counts all matches. ErrPattern and
// ErrPatternTooSlow: see Search.
func (s Applications) List(ctx context.Context, filter ApplicationFilter, page Page) (
	applications []models.Application, total int64, err error,
) {
	err = s.finding(ctx, filter.Search, searchedApplications(), func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
		query := func() *gorm.DB {
			narrowed := narrow(filter.narrow(s.reader(ctx), s.tenant))
			return s.notIn(narrowed, models.HolderApplication, filter.ExcludeOrganizationID)
		}
		applications, total, err = newest(query, page, list[models.Application])
		return err
	})
	return applications, total, err
}

// Count counts the tenant's applications.
func (s Applications) Count(ctx context.Context) (int64, error) {
	return count(s.reader(ctx).Model(&models.Application{}))
}

// Names maps the ids of applications to their names; ids without an
// application are left out.
func (s Applications) Names(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	rows, err := list[models.Application](s.reader(ctx).Select("id", "name").Where("id IN ?", distinct(ids)))
	for _, row := range rows {
		names[row.ID] = row.Name
	}
	return names, err
}
