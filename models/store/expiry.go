package store

import (
	"context"
	"fmt"
)

// day is one day in milliseconds.
const day = 24 * 60 * 60 * 1000

// DeleteExpired deletes, in every tenant, the records that expired before the
// given time (epoch ms), and audit rows past the tenant's retention period. It
// works in batches small enough that no request has to wait. It can be interrupted
// at any point; the next call picks up from there.
//
// Authorization codes are deleted with their grant, so that replay of a code is
// detected for as long as it matters. Secrets, personal access tokens and
// organization invitations remain after they expire, because people look at them.
// The outbox keeps events for a day: nothing reads it yet, and nothing older will
// be delivered.
func (db *DB) DeleteExpired(ctx context.Context, before int64) error {
	// An interaction stays for a day after its end, so that someone who returns to
	// it can be sent on. Dependents of grants go before the grants, so that no batch
	// of grants cascades to many rows.
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

// deleteOldAuditLogs deletes the audit rows that are past their tenant's retention at now.
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

// deleteGradually deletes the rows that meet a condition.
func (db *DB) deleteGradually(ctx context.Context, table, condition string, args ...any) error {
	return gradually(ctx, func(ctx context.Context) (int64, error) {
		return db.deleteBatch(db.write.WithContext(ctx), table, condition, args...)
	})
}
