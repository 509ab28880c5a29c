package session

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Target is which grants of a session are revoked with it, besides those
// without offline access, which always end with their session.
type Target string

// The targets.
const (
	RevokeNone       Target = ""
	RevokeAll        Target = "all"
	RevokeFirstParty Target = "firstParty" // not those of third-party applications
)

// EndSession signs a user out of one browser, and publishes Session.Revoked.
// Fault: entity.not_found, also if the session is another user's.
func (s *Service) EndSession(ctx context.Context, records *store.Store, userID, sessionID string, revoke Target) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		session, err := tx.Sessions.Live(ctx, sessionID, s.Now().UnixMilli())
		if err == nil && session.UserID != userID {
			err = store.ErrNotFound
		}
		if err != nil {
			return rule.OrMissing("session "+sessionID+" of user "+userID, err)
		}
		if err := endSession(ctx, tx, sessionID, revoke); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.SessionRevoked, UserID: userID, Before: map[string]any{"id": sessionID},
		})
	})
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

func endSession(ctx context.Context, tx *store.Store, id string, revoke Target) error {
	if err := tx.Sessions.Delete(ctx, id); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err := tx.Grants.DeleteOnlineOfSession(ctx, id); err != nil {
		return fmt.Errorf("revoke grants without offline access: %w", err)
	}
	if revoke == RevokeNone {
		return nil
	}
	if err := tx.Grants.DeleteOfSession(ctx, id, revoke == RevokeFirstParty); err != nil {
		return fmt.Errorf("revoke grants: %w", err)
	}
	return nil
}

// RevokeGrant revokes a user's grant to an application, with all its
// tokens, and publishes Grant.Revoked. The user's consent to a third-party application
// is taken back as well, so that the user is asked again, and with it the application's
// other grants: none is left that the user does not see. Fault: entity.not_found, also
// if the grant is another user's.
func (s *Service) RevokeGrant(ctx context.Context, records *store.Store, userID, grantID string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		grant, err := tx.Grants.Live(ctx, grantID, s.Now().UnixMilli())
		if err == nil && grant.UserID != userID {
			err = store.ErrNotFound
		}
		if err != nil {
			return rule.OrMissing("grant "+grantID+" of user "+userID, err)
		}
		if err := tx.Grants.Delete(ctx, grantID); err != nil {
			return err
		}
		if err := s.Consents.RevokeGiven(ctx, tx, userID, grant.ApplicationID); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.GrantRevoked, UserID: userID, ApplicationID: grant.ApplicationID, Before: grantFields(grant),
		})
	})
	if err != nil {
		return fmt.Errorf("revoke grant: %w", err)
	}
	return nil
}

func grantFields(grant *models.Grant) map[string]any {
	return map[string]any{"id": grant.ID, "applicationId": grant.ApplicationID, "scope": grant.Scope}
}
