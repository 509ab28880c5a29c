package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// RoleFilter narrows a list of roles; empty fields narrow nothing.
type RoleFilter struct {
	Type models.RoleType
	// UserID and ApplicationID let only the roles of this user or application
	// through, the others leave these out.
	UserID, ApplicationID               string
	ExcludeUserID, ExcludeApplicationID string
	IDs                                 []string // the only roles to find; nil: any
	WithoutIDs                          []string // roles to leave out
	Search                              Search
}

func (f RoleFilter) narrow(query *gorm.DB, tenant string) *gorm.DB {
	const (
		ofUser        = "(SELECT role_id FROM user_roles WHERE tenant_id = ? AND user_id = ?)"
		ofApplication = "(SELECT role_id FROM application_roles WHERE tenant_id = ? AND application_id = ?)"
	)
	if f.Type != "" {
		query = query.Where("type = ?", f.Type)
	}
	for _, by := range []struct{ condition, id string }{
		{"id IN " + ofUser, f.UserID},
		{"id IN " + ofApplication, f.ApplicationID},
		{"id NOT IN " + ofUser, f.ExcludeUserID},
		{"id NOT IN " + ofApplication, f.ExcludeApplicationID},
	} {
		if by.id != "" {
			query = query.Where(by.condition, tenant, by.id)
		}
	}
	if f.IDs != nil {
		query = query.Where("id IN ?", distinct(f.IDs))
	}
	return withoutIDs(query, f.WithoutIDs)
}

// withoutIDs leaves records of some ids out.
func withoutIDs(query *gorm.DB, ids []string) *gorm.DB {
	if len(ids) == 0 {
		return query
	}
	return query.Where("id NOT IN ?", distinct(ids))
}

// List lists roles, newest first, and counts all that the filter lets
// through. ErrPattern and ErrPatternTooSlow: see Search.
func (s Roles) List(ctx context.Context, filter RoleFilter, page Page) (roles []models.Role, total int64, err error) {
	found, err := s.condition(filter.Search, searchedRoles())
	if err != nil {
		return nil, 0, err
	}
	err = s.searching(ctx, found, func(ctx context.Context, s *conn) error {
		query := func() *gorm.DB { return found.narrow(filter.narrow(s.reader(ctx), s.tenant)) }
		roles, total, err = newest(query, page, list[models.Role])
		return err
	})
	return roles, total, err
}
