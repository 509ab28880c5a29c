package tenant

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// The bounds of a session's life, in seconds.
const (
	minSessionTTL = 60
	maxSessionTTL = 365 * 24 * 3600
)

// SetSessionTTL changes how long browser sessions of a tenant last, in seconds
// from 60 to a year; sessions that are there keep theirs. Fault:
// guard.invalid_input (ttl).
func (s *Service) SetSessionTTL(ctx context.Context, records *store.Store, seconds int64) error {
	if seconds < minSessionTTL || seconds > maxSessionTTL {
		return invalid("ttl", "error.tenant.invalid_session_ttl")
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		tenant, err := tx.Tenant.Hold(ctx)
		if err != nil {
			return err
		}
		before := tenant.Settings.SessionTTL
		if before == seconds {
			return nil
		}
		tenant.Settings.SessionTTL = seconds
		if err := tx.Tenant.Update(ctx, tenant); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key:    event.SessionConfigUpdated,
			Before: map[string]any{"ttl": before}, After: map[string]any{"ttl": seconds},
		})
	})
	if err != nil {
		return fmt.Errorf("set life of sessions: %w", err)
	}
	return nil
}
