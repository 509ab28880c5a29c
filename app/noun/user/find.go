package user

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"portico/models"
	"portico/models/store"
)

// FindByIdentifier finds the user whom an identifier names, as a person types
// it: an e-mail address in any case, else a username. store.ErrNotFound: no one.
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
	// The exact name went first: people who came while case counted keep theirs.
	return records.Users.ByUsernameKey(ctx, strings.ToLower(identifier))
}

// canIdentify keeps from the database what it could not hold.
func canIdentify(text string) bool {
	return text != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= maxLength &&
		!strings.ContainsRune(text, 0)
}
