package store

import (
	"context"

	"gorm.io/gorm/clause"

	"portico/models"
)

// ApplicationSignInExperiences are how applications present themselves to users.
type ApplicationSignInExperiences struct{ *conn }

// Get reads an application's. ErrNotFound: it has none.
func (s ApplicationSignInExperiences) Get(ctx context.Context, applicationID string) (*models.ApplicationSignInExperience, error) {
	return first[models.ApplicationSignInExperience](s.reader(ctx).Where("application_id = ?", applicationID))
}

// Of maps the ids of applications to theirs; those that have none are left out.
func (s ApplicationSignInExperiences) Of(ctx context.Context, applicationIDs []string) (map[string]models.ApplicationSignInExperience, error) {
	experiences := make(map[string]models.ApplicationSignInExperience, len(applicationIDs))
	err := inBatches(applicationIDs, func(ids []string) error {
		rows, err := list[models.ApplicationSignInExperience](s.reader(ctx).Where("application_id IN ?", ids))
		for _, row := range rows {
			experiences[row.ApplicationID] = row
		}
		return err
	})
	return experiences, err
}

// Save writes an application's, new or not. ErrConflict: there is no such application.
func (s ApplicationSignInExperiences) Save(ctx context.Context, experience *models.ApplicationSignInExperience) error {
	experience.TenantID = s.tenant
	return s.configure(ctx, func(tx *Store) error {
		return translate(tx.inserter(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "tenant_id"}, {Name: "application_id"}},
			DoUpdates: clause.AssignmentColumns([]string{"display_name", "branding", "color", "custom_css", "terms_of_use_url", "privacy_policy_url"}),
		}).Create(experience).Error)
	})
}
