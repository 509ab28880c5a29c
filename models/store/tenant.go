package store

import (
	"context"

	"gorm.io/gorm"

	"portico/models"
)

// CreateTenant adds a tenant. ErrConflict: the id is taken.
func (db *DB) CreateTenant(ctx context.Context, tenant *models.Tenant) error {
	return translate(db.write.WithContext(ctx).Create(tenant).Error)
}

// CreateTenant adds a tenant in the store's transaction. ErrConflict: the id is taken.
func (s Tenant) Insert(ctx context.Context, tenant *models.Tenant) error {
	return translate(s.inserter(ctx).Create(tenant).Error)
}

// Tenants lists all tenants by id, without those that have been deleted.
func (db *DB) Tenants(ctx context.Context) ([]models.Tenant, error) {
	return list[models.Tenant](db.read.WithContext(ctx).Where("deleted_at = 0").Order("id"))
}

// Tenant reads the store's tenant. ErrNotFound: there is none, or it has been deleted.
func (s Tenant) Get(ctx context.Context) (*models.Tenant, error) {
	query := s.db.read
	if s.tx != nil {
		query = s.tx
	}
	return first[models.Tenant](query.WithContext(ctx).Where("id = ? AND deleted_at = 0", s.tenant))
}

// UpdateTenant writes the tenant's name, default algorithm and settings.
func (s Tenant) Update(ctx context.Context, tenant *models.Tenant) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.tx.WithContext(ctx).Model(tenant).Where("id = ?", s.tenant).
			Select("Name", "DefaultAlgorithm", "Settings").Updates(tenant))
	})
}

// SetDefaultAlgorithm chooses the algorithm that signs for clients that ask for none.
func (s Tenant) SetDefaultAlgorithm(ctx context.Context, algorithm string) error {
	return s.configure(ctx, func(tx *Store) error {
		return changed(tx.tx.WithContext(ctx).Model(&models.Tenant{}).Where("id = ?", s.tenant).
			Update("default_algorithm", algorithm))
	})
}

// configure runs a change of the tenant's configuration and counts its revision up with it.
func (s *conn) configure(ctx context.Context, change func(*Store) error) error {
	return s.InTx(ctx, func(tx *Store) error {
		if err := change(tx); err != nil {
			return err
		}
		return changed(tx.tx.WithContext(ctx).Model(&models.Tenant{}).Where("id = ?", s.tenant).
			Update("revision", gorm.Expr("revision + 1")))
	})
}
