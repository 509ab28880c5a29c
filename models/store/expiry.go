package store

import (
	"context"
	"fmt"
)

// day is in milliseconds.
const day = 24 * 60 * 60 * 1000

// DeleteExpired removes, in every tenant, what expired before the given time
// (epoch ms) and can no longer be used, and the audit rows that are older than
// the tenant keeps them. It works in small batches that no request has to wait
// for; it can be ended at any point, and the next call goes on from there.
//
// Authorization codes go with their grant, so that a second use of one is noticed
// for as long as it matters. Secrets, personal access tokens and invitations
// into organizations stay after they have expired: people look at them. The
// outbox keeps a day: nothing reads it yet, and nothing older will be delivered.
func (db *DB) DeleteExpired(ctx context.Context, before int64) error {
	// An interaction is kept for a day after its end, to lead a person who comes
	// back to it on. What hangs on a grant goes before the grants, so that no batch
	// of them takes much with it.
	for _, expired := range []struct {
		table, condition string
		args             []any
	}{
		{"interactions", "expires_at <= ?", []any{before - day}},
		{"outbox", "created_at <= ?", []any{before - day}},
		{"sessions", "expires_at <= ?", []any{before}},
		{"access_tokens", "expires_at <= ?", []any{before}},
		{"refresh_tokens", "expires_at <= ?", []any{before}},
		{"console_sessions", "expires_at <= ?", []any{before}},
		{"grants", "expires_at <= ?", []any{before}},
		{"retired_keys", "expires_at <= ?", []any{before}},
		{"client_assertions", "expires_at <= ?", []any{before}},
		{"operator_invitations", "expires_at <= ?", []any{before}},
		{"verification_attempts", "window_ends_at <= ? AND blocked_until <= ?", []any{before, before}},
	} {
		if err := db.deleteGradually(ctx, expired.table, expired.condition, expired.args...); err != nil {
			return fmt.Errorf("delete expired %s: %w", expired.table, err)
		}
	}
	return db.deleteOldAuditLogs(ctx, before)
}

// deleteOldAuditLogs removes the audit rows that their tenants need not keep at now.
func (db *DB) deleteOldAuditLogs(ctx context.Context, now int64) error {
	tenants, err := db.Tenants(ctx)
	if err != nil {
		return fmt.Errorf("list tenants: %w", err)
	}
	for _, tenant := range tenants {
		days := tenant.Settings.AuditRetentionDays
		if days == 0 {
			continue
		}
		err := db.deleteGradually(ctx, "audit_logs", "tenant_id = ? AND created_at < ?", tenant.ID, now-days*day)
		if err != nil {
			return fmt.Errorf("delete old audit rows of tenant %s: %w", tenant.ID, err)
		}
	}
	return nil
}

// deleteGradually deletes the rows that a condition describes.
func (db *DB) deleteGradually(ctx context.Context, table, condition string, args ...any) error {
	return gradually(ctx, func(ctx context.Context) (int64, error) {
		return db.deleteBatch(db.write.WithContext(ctx), table, condition, args...)
	})
}
