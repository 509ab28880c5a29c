package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"portico/models"
)

// Consents are what users have allowed third-party applications.
type Consents struct{ *conn }

// Get reads a user's consent to an application. ErrNotFound: there is none.
func (s Consents) Get(ctx context.Context, userID, applicationID string) (*models.Consent, error) {
	return first[models.Consent](s.reader(ctx).Where("user_id = ? AND application_id = ?", userID, applicationID))
}

// Hold reads a consent and locks it, so that two answers add up. ErrNotFound: there
// is none.
func (s Consents) Hold(ctx context.Context, userID, applicationID string) (*models.Consent, error) {
	if s.tx == nil {
		return nil, errHeldOutside
	}
	return first[models.Consent](locked(s.reader(ctx)).Where("user_id = ? AND application_id = ?", userID, applicationID))
}

// Save writes a consent, new or not.
func (s Consents) Save(ctx context.Context, consent *models.Consent) error {
	consent.TenantID = s.tenant
	return translate(s.inserter(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "tenant_id"}, {Name: "user_id"}, {Name: "application_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"scopes", "updated_at"}),
	}).Create(consent).Error)
}

// Delete takes back a user's consent to an application. ErrNotFound: there is none.
func (s Consents) Delete(ctx context.Context, userID, applicationID string) error {
	return changed(s.writer(ctx).Where("user_id = ? AND application_id = ?", userID, applicationID).Delete(&models.Consent{}))
}

// DeleteOfUser takes back all consents of a user.
func (s Consents) DeleteOfUser(ctx context.Context, userID string) error {
	return translate(s.writer(ctx).Where("user_id = ?", userID).Delete(&models.Consent{}).Error)
}

// Any reports whether any user has consented to anything.
func (s Consents) Any(ctx context.Context) (bool, error) {
	found, err := list[models.Consent](s.reader(ctx).Select("user_id").Limit(1))
	return len(found) > 0, err
}

// OfUser lists a user's consents, the newest first, and counts them.
func (s Consents) OfUser(ctx context.Context, userID string, page Page) ([]models.Consent, int64, error) {
	return ordered[models.Consent](func() *gorm.DB {
		return s.reader(ctx).Model(&models.Consent{}).Where("user_id = ?", userID)
	}, "updated_at DESC, application_id", page)
}

// OfApplication lists the consents to an application, the newest first, and counts them.
func (s Consents) OfApplication(ctx context.Context, applicationID string, page Page) ([]models.Consent, int64, error) {
	return ordered[models.Consent](func() *gorm.DB {
		return s.reader(ctx).Model(&models.Consent{}).Where("application_id = ?", applicationID)
	}, "updated_at DESC, user_id", page)
}
