package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"portico/models"
)

// Resources are the APIs of a tenant.
type Resources struct{ Table[models.Resource] }

func openResources(c *conn) Resources {
	return Resources{newTable(c, func(r *models.Resource) (tenant, id *string) { return &r.TenantID, &r.ID }, "Name", "AccessTokenTTL", "AccessTokenType", "AccessTokenSigningAlg", "IsDefault").asConfiguration()}
}

// ByIndicator finds a resource by its indicator, byte for byte.
func (s Resources) ByIndicator(ctx context.Context, indicator string) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("indicator = ?", indicator))
}

// HoldAll locks all resources, always in the same order: see Table.Hold.
func (s Resources) HoldAll(ctx context.Context) error {
	// SQLite has a single writer, and GORM omits the clause.
	_, err := list[models.Resource](s.writer(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Select("id").Order("id"))
	return err
}

// Default finds the resource used by requests that do not name one.
func (s Resources) Default(ctx context.Context) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("is_default = ?", true))
}

// SetID changes a resource's id, and all references to it.
func (s Resources) SetID(ctx context.Context, resource *models.Resource, id string) error {
	return s.configure(ctx, func(tx *Store) error {
		from, indicator := resource.ID, resource.Indicator
		one := func() *gorm.DB { return tx.writer(ctx).Model(&models.Resource{}).Where("id = ?", from) }
		// The indicator is unique: the old row must give it up first.
		if err := changed(one().Update("indicator", indicator+" "+from)); err != nil {
			return err
		}
		resource.ID = id
		if err := tx.Resources.Insert(ctx, resource); err != nil {
			return err
		}
		if err := tx.writer(ctx).Model(&models.Scope{}).Where("resource_id = ?", from).Update("resource_id", id).Error; err != nil {
			return translate(err)
		}
		return changed(one().Delete(&models.Resource{}))
	})
}
