package tenant

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Bounds of a session's lifetime, in seconds.
const (
	minSessionTTL = 60
	maxSessionTTL = 365 * 24 * 3600
)

// maxAuditRetention is in days.
const maxAuditRetention = 3650

// SetSessionTTL changes the lifetime of a tenant's browser sessions, in seconds
// from 60 to a year; existing sessions keep theirs. Fault:
// guard.invalid_input (ttl).
func (s *Service) SetSessionTTL(ctx context.Context, records *store.Store, seconds int64) error {
	if seconds < minSessionTTL || seconds > maxSessionTTL {
		return rule.Invalid("ttl", "error.tenant.invalid_session_ttl", "must be %d to %d seconds", minSessionTTL, maxSessionTTL)
	}
	return s.set(ctx, records, event.SessionConfigUpdated, "ttl", seconds,
		func(settings *models.TenantSettings) *int64 { return &settings.SessionTTL })
}

// SetAuditRetention changes how many days a tenant retains audit logs, up to ten
// years; 0: forever. Fault: guard.invalid_input (days).
func (s *Service) SetAuditRetention(ctx context.Context, records *store.Store, days int64) error {
	if days < 0 || days > maxAuditRetention {
		return rule.Invalid("days", "error.tenant.invalid_audit_retention", "must be 0 to %d", maxAuditRetention)
	}
	return s.set(ctx, records, event.AuditConfigUpdated, "retentionDays", days,
		func(settings *models.TenantSettings) *int64 { return &settings.AuditRetentionDays })
}

// set changes a number in a tenant's settings and publishes an event that uses
// this name.
func (s *Service) set(ctx context.Context, records *store.Store, key, name string, value int64,
	setting func(*models.TenantSettings) *int64,
) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		tenant, err := tx.Tenant.Hold(ctx)
		if err != nil {
			return err
		}
		field := setting(&tenant.Settings)
		before := *field
		if before == value {
			return nil
		}
		*field = value
		if err := tx.Tenant.Update(ctx, tenant); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: key, Before: map[string]any{name: before}, After: map[string]any{name: value},
		})
	})
	if err != nil {
		return fmt.Errorf("set %s of tenant: %w", name, err)
	}
	return nil
}
