package user

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"portico/models"
	"portico/models/store"
)

// FindByIdentifier finds a user by an identifier as typed: an email address in
// any case, or else a username. store.ErrNotFound: no such user.
func (s *Service) FindByIdentifier(ctx context.Context, records *store.Store, identifier string) (*models.User, error) {
	identifier = strings.TrimSpace(identifier)
	if !canIdentify(identifier) {
		return nil, store.ErrNotFound
	}
	if strings.Contains(identifier, "@") {
		return records.Users.ByEmail(ctx, identifier)
	}
	user, err := records.Users.ByUsername(ctx, identifier)
	if s.CaseSensitiveUsername || !errors.Is(err, store.ErrNotFound) {
		return user, err
	}
	// The exact name was tried first: users from when case mattered keep theirs.
	return records.Users.ByUsernameKey(ctx, strings.ToLower(identifier))
}

// canIdentify rejects what the database could not store.
func canIdentify(text string) bool {
	return text != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= maxLength &&
		!strings.ContainsRune(text, 0)
}
