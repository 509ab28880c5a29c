package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// TenantFilter narrows a list of tenants; empty fields narrow nothing.
type TenantFilter struct {
	Query  string // a part of the name or of the id, in any case
	Except string // the id of one to leave out
}

// FindTenants lists tenants by id and counts all that the filter lets through.
func (db *DB) FindTenants(ctx context.Context, filter TenantFilter, page Page) (tenants []models.Tenant, total int64, err error) {
	narrow := func(query *gorm.DB) *gorm.DB { return filter.narrow(query.WithContext(ctx)) }
	tenants, err = list[models.Tenant](page.of(narrow(db.read).Order("id")))
	if err != nil {
		return nil, 0, err
	}
	if total, isKnown := page.total(len(tenants)); isKnown {
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
