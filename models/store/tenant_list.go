package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// TenantFilter narrows a list of tenants; empty fields are ignored.
type TenantFilter struct {
	Query  string // text that the name or the id must contain, ignoring case
	Except string // id of a tenant to leave out
}

// FindTenants lists tenants by id and counts all matches.
func (db *DB) FindTenants(ctx context.Context, filter TenantFilter, page Page) (tenants []models.Tenant, total int64, err error) {
	narrow := func(query *gorm.DB) *gorm.DB { return filter.narrow(query.WithContext(ctx)) }
	tenants, err = list[models.Tenant](page.of(narrow(db.read).Order("id")))
	if err != nil {
		return nil, 0, err
	}
	if total, ok := page.total(len(tenants)); ok {
		return tenants, total, nil
	}
	total, err = count(narrow(db.read).Model(&models.Tenant{}))
	return tenants, total, err
}

func (f TenantFilter) narrow(query *gorm.DB) *gorm.DB {
	if f.Except != "" {
		query = query.Where("id <> ?", f.Except)
	}
	switch {
	case !isText(f.Query):
		query = query.Where(nothing)
	case f.Query != "":
		pattern := Containing(f.Query)
		query = query.Where(`(lower(name) LIKE lower(?) ESCAPE '\' OR id LIKE lower(?) ESCAPE '\')`, pattern, pattern)
	}
	return query
}
