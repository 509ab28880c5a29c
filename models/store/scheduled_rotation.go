package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// ScheduledRotations are the rotations of signing keys that are due later, one for
// each algorithm.
type ScheduledRotations struct{ *conn }

// Set schedules a rotation in place of any other of its algorithm.
func (s ScheduledRotations) Set(ctx context.Context, rotation *models.ScheduledRotation) error {
	rotation.TenantID = s.tenant
	return translate(s.inserter(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(rotation).Error)
}

// Delete removes the rotation of an algorithm. ErrNotFound: there is none.
func (s ScheduledRotations) Delete(ctx context.Context, algorithm string) error {
	return changed(s.writer(ctx).Where("algorithm = ?", algorithm).Delete(&models.ScheduledRotation{}))
}

// List lists the tenant's scheduled rotations by algorithm.
func (s ScheduledRotations) List(ctx context.Context) ([]models.ScheduledRotation, error) {
	return list[models.ScheduledRotation](s.reader(ctx).Order("algorithm"))
}

// DueRotations lists the rotations of all tenants that are due at now (epoch ms).
func (db *DB) DueRotations(ctx context.Context, now int64) ([]models.ScheduledRotation, error) {
	return list[models.ScheduledRotation](db.read.WithContext(ctx).Where("due_at <= ?", now).Order("due_at"))
}
