package console

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/actor"
	"portico/models"
	"portico/models/store"
)

// Sessions are the operators' sessions in the console.
type Sessions struct {
	// Records is the store of the tenant "admin".
	Records *store.Store
	Now     func() time.Time
}

// Operator is the operator who is signed in to the console.
type Operator struct {
	*models.Operator
	actor.Actor
}

// Begin starts a session that lasts as long as the grant of the access token. It
// returns the token for the cookie and the session's lifetime.
func (s *Sessions) Begin(ctx context.Context, accessToken, userID string) (string, time.Duration, error) {
	now := s.Now()
	access, err := s.Records.AccessTokens.ByDigest(ctx, models.Digest(accessToken), now.UnixMilli())
	if err != nil {
		return "", 0, fmt.Errorf("read access token: %w", err)
	}
	grant, err := s.Records.Grants.Live(ctx, access.GrantID, now.UnixMilli())
	if err != nil {
		return "", 0, fmt.Errorf("read grant: %w", err)
	}
	token := models.NewToken()
	err = s.Records.ConsoleSessions.Insert(ctx, &models.ConsoleSession{
		ID: models.NewID(), Digest: models.Digest(token), GrantID: grant.ID, UserID: userID,
		ExpiresAt: grant.ExpiresAt, CreatedAt: now.UnixMilli(),
	})
	if err != nil {
		return "", 0, fmt.Errorf("write console session: %w", err)
	}
	return token, time.UnixMilli(grant.ExpiresAt).Sub(now), nil
}

// Find returns the operator signed in with a cookie's token; nil if there is none. An
// operator who no longer has a role has no access.
func (s *Sessions) Find(ctx context.Context, token string) (*Operator, error) {
	if token == "" {
		return nil, nil //nolint:nilnil // being signed out is normal
	}
	session, err := s.Records.ConsoleSessions.ByDigest(ctx, models.Digest(token), s.Now().UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // as above
	}
	if err != nil {
		return nil, fmt.Errorf("read console session: %w", err)
	}
	found, err := s.Records.Operators.Get(ctx, session.UserID)
	if errors.Is(err, store.ErrNotFound) {
		return s.withoutRole(ctx, session.UserID)
	}
	if err != nil {
		return nil, fmt.Errorf("read operator: %w", err)
	}
	if found.IsSuspended {
		return nil, nil //nolint:nilnil // as above
	}
	who := actor.OfOperator(found.ID, found.DisplayName(), found.Role)
	who.IsKeptFromScripts = found.IsKeptFromScripts
	return &Operator{found, who}, nil
}

func (s *Sessions) withoutRole(ctx context.Context, userID string) (*Operator, error) {
	user, err := s.Records.Users.Get(ctx, userID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // as above
	}
	if err != nil {
		return nil, fmt.Errorf("read user: %w", err)
	}
	return &Operator{&models.Operator{User: *user}, actor.OfOperator(user.ID, user.DisplayName(), "")}, nil
}

// End ends the session of a cookie's token. It is no error if it has already ended.
func (s *Sessions) End(ctx context.Context, token string) error {
	if err := s.Records.ConsoleSessions.Delete(ctx, models.Digest(token)); err != nil {
		return fmt.Errorf("end console session: %w", err)
	}
	return nil
}
