package store

import (
	"context"

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

// HoldAll holds all resources, always in the same order: see HoldResource.
func (s Resources) HoldAll(ctx context.Context) error {
	// SQLite has no such locks and leaves the clause out; there one writes at a time.
	_, err := list[models.Resource](s.writer(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Select("id").Order("id"))
	return err
}

// Default finds the resource used by requests that name none.
func (s Resources) Default(ctx context.Context) (*models.Resource, error) {
	return first[models.Resource](s.reader(ctx).Where("is_default = ?", true))
}
