package session

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/ground/session"
	"portico/models/store"
)

// SignOut signs a user out everywhere: it ends all sessions and revokes all
// grants, with or without offline access, and their tokens. It publishes
// Session.Revoked with their numbers, if there were any. Fault:
// entity.not_found.
func (s *Service) SignOut(ctx context.Context, records *store.Store, userID string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Users.Hold(ctx, userID); err != nil {
			return rule.OrMissing("user "+userID, err)
		}
		ended, err := s.countAccess(ctx, tx, userID)
		if err != nil || ended == nil {
			return err
		}
		if err := session.EndAll(ctx, tx, userID); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: event.SessionRevoked, UserID: userID, Before: ended})
	})
	if err != nil {
		return fmt.Errorf("sign user out: %w", err)
	}
	return nil
}

// countAccess counts a user's sessions and grants; nil if there are none.
func (s *Service) countAccess(ctx context.Context, tx *store.Store, userID string) (map[string]any, error) {
	now := s.Now().UnixMilli()
	sessions, err := tx.Sessions.ListOfUser(ctx, userID, now)
	if err != nil {
		return nil, fmt.Errorf("read sessions: %w", err)
	}
	grants, err := tx.Grants.ListOfUser(ctx, userID, now)
	if err != nil {
		return nil, fmt.Errorf("read grants: %w", err)
	}
	if len(sessions) == 0 && len(grants) == 0 {
		return nil, nil //nolint:nilnil // having none is fine
	}
	return map[string]any{"sessions": len(sessions), "grants": len(grants)}, nil
}
