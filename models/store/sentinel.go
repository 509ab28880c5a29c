package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"portico/models"
)

// VerificationAttempts counts attempts to guess a secret.
type VerificationAttempts struct{ *conn }

// Count counts one attempt by a subject before it is verified, and returns the
// updated counter. A window that has ended at now (epoch ms) starts again and lasts
// until windowEnd.
func (s VerificationAttempts) Count(ctx context.Context, subject string, now, windowEnd int64) (*models.VerificationAttempts, error) {
	row := models.VerificationAttempts{TenantID: s.tenant, Subject: subject, Count: 1, WindowEndsAt: windowEnd}
	ended := "verification_attempts.window_ends_at <= ? AND verification_attempts.blocked_until <= ?"
	err := s.inserter(ctx).Clauses(clause.Returning{}, clause.OnConflict{
		Columns: []clause.Column{{Name: "tenant_id"}, {Name: "subject"}},
		DoUpdates: clause.Assignments(map[string]any{
			"count":          gorm.Expr("CASE WHEN "+ended+" THEN 1 ELSE verification_attempts.count + 1 END", now, now),
			"window_ends_at": gorm.Expr("CASE WHEN "+ended+" THEN ? ELSE verification_attempts.window_ends_at END", now, now, windowEnd),
			"blocked_until":  gorm.Expr("CASE WHEN "+ended+" THEN 0 ELSE verification_attempts.blocked_until END", now, now),
		}),
	}).Create(&row).Error
	return &row, translate(err)
}

// Block rejects a subject's attempts until the given time (epoch ms). The window ends
// with the block, so that counting starts again after it.
func (s VerificationAttempts) Block(ctx context.Context, subject string, until int64) error {
	return changed(s.writer(ctx).Model(&models.VerificationAttempts{}).Where("subject = ?", subject).
		Updates(map[string]any{"blocked_until": until, "window_ends_at": until}))
}

// Forget resets a subject's counter.
func (s VerificationAttempts) Forget(ctx context.Context, subject string) error {
	return translate(s.writer(ctx).Where("subject = ?", subject).Delete(&models.VerificationAttempts{}).Error)
}
