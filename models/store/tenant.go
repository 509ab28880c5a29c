package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// Tenant is the record of the tenant itself.
type Tenant struct{ *conn }

// CreateTenant adds a tenant. ErrConflict: the id is taken.
func (db *DB) CreateTenant(ctx context.Context, tenant *models.Tenant) error {
	return translate(db.write.WithContext(ctx).Create(tenant).Error)
}

// Insert adds a tenant in the store's transaction. ErrConflict: the id is taken.
func (s Tenant) Insert(ctx context.Context, tenant *models.Tenant) error {
	return translate(s.inserter(ctx).Create(tenant).Error)
}

// Delete marks the store's tenant as deleted at now (epoch ms): it can no longer be
// found, and RemoveDeletedTenants removes its rows. ErrNotFound: there is none, or it
// is already deleted.
func (s Tenant) Delete(ctx context.Context, now int64) error {
	return changed(s.inserter(ctx).Model(&models.Tenant{}).
		Where("id = ? AND deleted_at = 0", s.tenant).Update("deleted_at", now))
}

// Tenants lists all tenants by id, except deleted ones.
func (db *DB) Tenants(ctx context.Context) ([]models.Tenant, error) {
	return list[models.Tenant](db.read.WithContext(ctx).Where("deleted_at = 0").Order("id"))
}

// Get reads the store's tenant. ErrNotFound: there is none, or it is deleted.
func (s Tenant) Get(ctx context.Context) (*models.Tenant, error) {
	return first[models.Tenant](s.anywhere(ctx).Where("id = ? AND deleted_at = 0", s.tenant))
}

// Hold reads the store's tenant and locks it: other transactions that hold it wait
// until this one ends, so counts taken meanwhile stay valid. ErrNotFound: there is
// none, or it is deleted.
func (s Tenant) Hold(ctx context.Context) (*models.Tenant, error) {
	if s.tx == nil {
		return nil, errHeldOutside
	}
	return first[models.Tenant](locked(s.anywhere(ctx)).Where("id = ? AND deleted_at = 0", s.tenant))
}

// Update writes the tenant's name, default algorithm and settings.
func (s Tenant) Update(ctx context.Context, tenant *models.Tenant) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.tx.WithContext(ctx).Model(tenant).Where("id = ?", s.tenant).
			Select("Name", "DefaultAlgorithm", "Settings").Updates(tenant))
	})
}

// SetDefaultAlgorithm sets the signing algorithm for clients that do not choose one.
func (s Tenant) SetDefaultAlgorithm(ctx context.Context, algorithm string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.tx.WithContext(ctx).Model(&models.Tenant{}).Where("id = ?", s.tenant).
			Update("default_algorithm", algorithm))
	})
}

// configure changes the tenant's configuration and increments its revision in one transaction.
func (s *conn) configure(ctx context.Context, change func(*Store) error) error {
	return s.inTx(ctx, func(tx *Store) error {
		if err := change(tx); err != nil {
			return err
		}
		return changed(tx.tx.WithContext(ctx).Model(&models.Tenant{}).Where("id = ?", s.tenant).
			Update("revision", gorm.Expr("revision + 1")))
	})
}
