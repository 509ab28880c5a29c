package tenant

import (
	"context"
	"time"

	"portico/models"
	"portico/models/store"
)

// tenants are the records of all tenants, each of which has a store of its own.
type tenants struct {
	of  *store.Store // any tenant's
	now func() time.Time
}

func (t tenants) Get(ctx context.Context, id string) (*models.Tenant, error) {
	return t.of.Of(id).Tenant.Get(ctx)
}

func (t tenants) Hold(ctx context.Context, id string) (*models.Tenant, error) {
	return t.of.Of(id).Tenant.Hold(ctx)
}

func (t tenants) Insert(ctx context.Context, tenant *models.Tenant) error {
	return t.of.Tenant.Insert(ctx, tenant)
}

func (t tenants) Update(ctx context.Context, tenant *models.Tenant) error {
	return t.of.Of(tenant.ID).Tenant.Update(ctx, tenant)
}

// Delete marks a tenant as deleted; Service.Run removes its rows.
func (t tenants) Delete(ctx context.Context, id string) error {
	return t.of.Of(id).Tenant.Delete(ctx, t.now().UnixMilli())
}
