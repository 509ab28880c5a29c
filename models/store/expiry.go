package store

import (
	"context"

	"portico/models"
)

// DeleteExpired removes, in every tenant, what ended before the given time
// (epoch ms): nothing that it removes could be used any more. Codes stay as long
// as their grant, so that a second use of one is noticed as long as it matters.
// The outbox keeps a day: nothing reads it yet, and nothing older will be delivered.
func (db *DB) DeleteExpired(ctx context.Context, before int64) error {
	// An ended interaction is kept a day, to lead a person who comes back to it on.
	const day = 24 * 60 * 60 * 1000
	if err := db.write.WithContext(ctx).Where("expires_at <= ?", before-day).Delete(&models.Interaction{}).Error; err != nil {
		return translate(err)
	}
	if err := db.write.WithContext(ctx).Where("created_at <= ?", before-day).Delete(&models.OutboxEvent{}).Error; err != nil {
		return translate(err)
	}
	for _, record := range []any{
		&models.Session{}, &models.AccessToken{},
		&models.RefreshToken{}, &models.ClientAssertion{}, &models.Grant{},
		&models.ConsoleSession{}, &models.OperatorInvitation{},
	} {
		if err := db.write.WithContext(ctx).Where("expires_at <= ?", before).Delete(record).Error; err != nil {
			return translate(err)
		}
	}
	return translate(db.write.WithContext(ctx).
		Where("window_ends_at <= ? AND blocked_until <= ?", before, before).
		Delete(&models.VerificationAttempts{}).Error)
}
