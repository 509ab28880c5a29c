package store

import (
	"context"

	"portico/models"
)

// CreateInteraction adds an interaction.
func (s *Store) CreateInteraction(ctx context.Context, interaction *models.Interaction) error {
	interaction.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(interaction).Error)
}

// Interaction reads an interaction, an ended one too.
func (s *Store) Interaction(ctx context.Context, id string) (*models.Interaction, error) {
	return first[models.Interaction](s.reader(ctx).Where("id = ?", id))
}

// InteractionByDigest finds the interaction of a browser's token, an ended one too.
func (s *Store) InteractionByDigest(ctx context.Context, digest []byte) (*models.Interaction, error) {
	return first[models.Interaction](s.reader(ctx).Where("digest = ?", digest))
}

// BindInteraction gives an interaction that no browser has taken up to the
// holder of a token. ErrNotFound: it is taken, or gone.
func (s *Store) BindInteraction(ctx context.Context, id string, digest []byte) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).
		Where("id = ? AND digest IS NULL", id).Update("digest", digest))
}

// UpdateInteraction writes what the person has done.
func (s *Store) UpdateInteraction(ctx context.Context, interaction *models.Interaction) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).Where("id = ?", interaction.ID).
		Select("SessionID", "ConsentedBy", "Denied").Updates(interaction))
}

// EndInteraction lets an interaction end at now (epoch ms). ErrNotFound: it has
// ended before; of two answers at once exactly one succeeds.
func (s *Store) EndInteraction(ctx context.Context, id string, now int64) error {
	return changed(s.writer(ctx).Model(&models.Interaction{}).
		Where("id = ? AND expires_at > ?", id, now).Update("expires_at", now))
}
