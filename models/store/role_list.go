package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// RoleFilter narrows a list of roles; empty fields are ignored.
type RoleFilter struct {
	Type       models.RoleType
	Holder     models.Holder   // only the roles of this holder
	Without    []models.Holder // only roles that none of these have
	IDs        []string        // the only roles to find; nil: any
	WithoutIDs []string        // roles to leave out
	Search     Search
}

func (f RoleFilter) narrow(query *gorm.DB, tenant string) *gorm.DB {
	if f.Type != "" {
		query = query.Where("type = ?", f.Type)
	}
	if f.Holder.ID != "" {
		query = query.Where("id IN "+rolesHeldBy(f.Holder), tenant, f.Holder.ID)
	}
	for _, holder := range f.Without {
		if holder.ID != "" {
			query = query.Where("id NOT IN "+rolesHeldBy(holder), tenant, holder.ID)
		}
	}
	return withoutIDs(withIDs(query, f.IDs), f.WithoutIDs)
}

// rolesHeldBy selects the ids of a holder's roles.
func rolesHeldBy(holder models.Holder) string {
	of := assignedTo(holder.Kind)
	return "(SELECT role_id FROM " + of.table + " WHERE tenant_id = ? AND " + of.holder + " = ?)"
}

// withIDs narrows a query to the given ids; nil does not narrow it.
func withIDs(query *gorm.DB, ids []string) *gorm.DB {
	if ids == nil {
		return query
	}
	return query.Where("id IN ?", distinct(ids))
}

// withoutIDs excludes the given ids.
func withoutIDs(query *gorm.DB, ids []string) *gorm.DB {
	if len(ids) == 0 {
		return query
	}
	return query.Where("id NOT IN ?", distinct(ids))
}

// List lists roles, newest first, and counts all matches. ErrPattern and
// ErrPatternTooSlow: see Search.
func (s Roles) List(ctx context.Context, filter RoleFilter, page Page) (roles []models.Role, total int64, err error) {
	err = s.finding(ctx, filter.Search, searchedRoles(), func(ctx context.Context, s *conn, narrow func(*gorm.DB) *gorm.DB) error {
		query := func() *gorm.DB { return narrow(filter.narrow(s.reader(ctx), s.tenant)) }
		roles, total, err = newest(query, page, list[models.Role])
		return err
	})
	return roles, total, err
}
