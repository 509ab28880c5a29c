package store

import (
	"context"

	"portico/models"
)

// CreatePersonalAccessToken adds a token. ErrConflict: the user has one of that
// name, or there is no such user.
func (s *Store) CreatePersonalAccessToken(ctx context.Context, token *models.PersonalAccessToken) error {
	token.TenantID = s.tenant
	return translate(s.inserter(ctx).Create(token).Error)
}

// PersonalAccessTokens lists a user's tokens, oldest first, expired ones too.
func (s *Store) PersonalAccessTokens(ctx context.Context, userID string) ([]models.PersonalAccessToken, error) {
	return list[models.PersonalAccessToken](s.reader(ctx).Where("user_id = ?", userID).Order("created_at, name"))
}

// PersonalAccessToken reads a token of a user by its name.
func (s *Store) PersonalAccessToken(ctx context.Context, userID, name string) (*models.PersonalAccessToken, error) {
	return first[models.PersonalAccessToken](s.reader(ctx).Where("user_id = ? AND name = ?", userID, name))
}

// RenamePersonalAccessToken gives the token of a name the name and the sealed
// value of renamed. ErrConflict: another one has the name.
func (s *Store) RenamePersonalAccessToken(ctx context.Context, name string, renamed *models.PersonalAccessToken) error {
	return changed(s.writer(ctx).Model(&models.PersonalAccessToken{}).
		Where("user_id = ? AND name = ?", renamed.UserID, name).
		Updates(map[string]any{"name": renamed.Name, "sealed": renamed.Sealed}))
}

// DeletePersonalAccessToken removes a token of a user.
func (s *Store) DeletePersonalAccessToken(ctx context.Context, userID, name string) error {
	return changed(s.writer(ctx).Where("user_id = ? AND name = ?", userID, name).Delete(&models.PersonalAccessToken{}))
}
