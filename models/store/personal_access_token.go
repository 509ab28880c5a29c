package store

import (
	"context"

	"portico/models"
)

// PersonalAccessTokens are the tokens that users create for their own programs.
type PersonalAccessTokens struct{ *conn }

// Insert adds a token. ErrConflict: the name or the value is taken.
func (s PersonalAccessTokens) Insert(ctx context.Context, token *models.PersonalAccessToken) error {
	return insert(ctx, s.conn, token, &token.TenantID)
}

// List lists a user's tokens, oldest first, expired ones too.
func (s PersonalAccessTokens) List(ctx context.Context, userID string) ([]models.PersonalAccessToken, error) {
	return list[models.PersonalAccessToken](s.reader(ctx).Where("user_id = ?", userID).Order("created_at, name"))
}

// Get reads a token of a user by its name.
func (s PersonalAccessTokens) Get(ctx context.Context, userID, name string) (*models.PersonalAccessToken, error) {
	return first[models.PersonalAccessToken](s.reader(ctx).Where("user_id = ? AND name = ?", userID, name))
}

// Rename gives the token of a name the name and the sealed
// value of renamed. ErrConflict: another one has the name.
func (s PersonalAccessTokens) Rename(ctx context.Context, name string, renamed *models.PersonalAccessToken) error {
	return changed(s.writer(ctx).Model(&models.PersonalAccessToken{}).
		Where("user_id = ? AND name = ?", renamed.UserID, name).
		Updates(map[string]any{"name": renamed.Name, "sealed": renamed.Sealed}))
}

// Delete removes a token of a user.
func (s PersonalAccessTokens) Delete(ctx context.Context, userID, name string) error {
	return changed(s.writer(ctx).Where("user_id = ? AND name = ?", userID, name).Delete(&models.PersonalAccessToken{}))
}
