package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
)

// Service starts, finds and ends sessions.
type Service struct {
	Now func() time.Time
}

// Current is a live session with its user.
type Current struct {
	models.Session
	User *models.User
}

// Begin signs a user in: it starts a session with a new token and ends replaced, if
// any; reusing a session would allow session fixation. The token goes into the cookie.
func (s *Service) Begin(ctx context.Context, records *store.Store, user *models.User, amr []string, replaced *Current) (string, *models.Session, error) {
	now := s.Now()
	token := models.NewToken()
	origin := event.OriginFrom(ctx)
	session := &models.Session{
		ID: models.NewID(), Digest: models.Digest(token), UserID: user.ID,
		AuthTime: now.UnixMilli(), AMR: amr, IP: origin.IP, UserAgent: origin.UserAgent,
		ExpiresAt: now.Add(s.Life(ctx)).UnixMilli(), CreatedAt: now.UnixMilli(),
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := s.replace(ctx, tx, replaced, session); err != nil {
			return err
		}
		if err := tx.Users.RecordSignIn(ctx, user, now.UnixMilli()); err != nil {
			return fmt.Errorf("record sign-in of user %s: %w", user.ID, err)
		}
		return tx.Sessions.Insert(ctx, session)
	})
	if err != nil {
		return "", nil, fmt.Errorf("begin session: %w", err)
	}
	return token, session, nil
}

// Life returns the lifetime of sessions in the request's tenant.
func (s *Service) Life(ctx context.Context) time.Duration {
	return time.Duration(tenant.From(ctx).Settings.SessionTTL) * time.Second
}

// Find returns the session of a cookie's token; nil if there is none, it has ended or
// its user is suspended.
func (s *Service) Find(ctx context.Context, token string) (*Current, error) {
	if token == "" {
		return nil, nil //nolint:nilnil // having no session is normal
	}
	records := tenant.From(ctx).Store
	session, err := records.Sessions.ByDigest(ctx, models.Digest(token), s.Now().UnixMilli())
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // as above
	}
	if err != nil {
		return nil, fmt.Errorf("read session: %w", err)
	}
	user, err := records.Users.Get(ctx, session.UserID)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil //nolint:nilnil // deleted in the meantime, along with the session
	}
	if err != nil {
		return nil, fmt.Errorf("read user of session %s: %w", session.ID, err)
	}
	if user.IsSuspended {
		return nil, nil //nolint:nilnil // as above
	}
	return &Current{Session: *session, User: user}, nil
}

// replace ends the previous session. What the same user did in it moves to the new one.
func (s *Service) replace(ctx context.Context, tx *store.Store, old *Current, fresh *models.Session) error {
	if old == nil {
		return nil
	}
	if old.UserID == fresh.UserID {
		fresh.Applications = old.Applications
		if err := tx.Grants.Move(ctx, old.ID, fresh.ID); err != nil {
			return fmt.Errorf("move grants of session %s: %w", old.ID, err)
		}
	}
	return s.End(ctx, tx, old.ID)
}

// End ends a session and its grants without offline access. It is no error if the
// session has already ended.
func (s *Service) End(ctx context.Context, records *store.Store, id string) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.Sessions.Delete(ctx, id); err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("end session %s: %w", id, err)
		}
		return tx.Grants.DeleteOnlineOfSession(ctx, id)
	})
}

// EndAll signs a user out everywhere: it ends the sessions and revokes every
// grant, with or without offline access. What the user has allowed third-party
// applications stays.
func EndAll(ctx context.Context, tx *store.Store, userID string) error {
	if err := tx.Sessions.DeleteOfUser(ctx, userID); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	if err := tx.Grants.DeleteOfUser(ctx, userID); err != nil {
		return fmt.Errorf("revoke grants: %w", err)
	}
	return nil
}

// Expel is EndAll, and takes back what the user has allowed third-party applications:
// whoever is let in again is asked again.
func Expel(ctx context.Context, tx *store.Store, userID string) error {
	if err := EndAll(ctx, tx, userID); err != nil {
		return err
	}
	if err := tx.ConsentOrganizations.ClearUser(ctx, userID); err != nil {
		return fmt.Errorf("take back organizations of consents: %w", err)
	}
	if err := tx.Consents.DeleteOfUser(ctx, userID); err != nil {
		return fmt.Errorf("take back consents: %w", err)
	}
	return nil
}

type contextKey struct{}

// With returns a context that carries the browser's session; nil means none.
func With(ctx context.Context, current *Current) context.Context {
	return context.WithValue(ctx, contextKey{}, current)
}

// From returns the browser's session; nil if nobody is signed in.
func From(ctx context.Context) *Current {
	current, _ := ctx.Value(contextKey{}).(*Current)
	return current
}
