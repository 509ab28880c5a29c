package sentinel

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// window is the time in which attempts are added up.
const window = time.Hour

// Service counts attempts against the tenant's policy.
type Service struct {
	Now func() time.Time
}

// Reserve counts one attempt of a subject before anything is verified, so that
// attempts at the same time cannot slip past the limit. The policy's
// MaxAttempts within an hour pass; the next one blocks the subject for
// LockoutDuration, and then the count begins anew. A blocked subject gets the
// Invalid fault session.verification_blocked_too_many_attempts, whose parameter
// Minutes (1 or more) says for how long.
//
// The count must outlive the attempt: records is not in a transaction that a
// failed verification would undo.
func (s *Service) Reserve(ctx context.Context, records *store.Store, subject string) error {
	tenant, err := records.Tenant.Get(ctx)
	if err != nil {
		return fmt.Errorf("read sentinel policy: %w", err)
	}
	policy := tenant.Settings.SentinelPolicy
	now := s.Now()
	attempts, err := records.VerificationAttempts.Count(ctx, subject, now.UnixMilli(), now.Add(window).UnixMilli())
	if err != nil {
		return fmt.Errorf("count verification attempt: %w", err)
	}
	if attempts.BlockedUntil > now.UnixMilli() {
		return blocked(time.UnixMilli(attempts.BlockedUntil).Sub(now))
	}
	if attempts.Count <= int64(policy.MaxAttempts) {
		return nil
	}
	return s.block(ctx, records, subject, policy, now)
}

func (s *Service) block(ctx context.Context, records *store.Store, subject string, policy models.SentinelPolicy, now time.Time) error {
	duration := time.Duration(policy.LockoutDuration) * time.Minute
	if err := records.VerificationAttempts.Block(ctx, subject, now.Add(duration).UnixMilli()); err != nil {
		return fmt.Errorf("block verification: %w", err)
	}
	return blocked(duration)
}

// Clear sets a subject's counter back after a successful verification.
func (s *Service) Clear(ctx context.Context, records *store.Store, subject string) error {
	if err := records.VerificationAttempts.Forget(ctx, subject); err != nil {
		return fmt.Errorf("clear verification attempts: %w", err)
	}
	return nil
}

// blocked rounds up: who comes back after that many minutes is let in.
func blocked(remaining time.Duration) error {
	minutes := max(1, int((remaining+time.Minute-1)/time.Minute))
	return fault.New(fault.Invalid, "session.verification_blocked_too_many_attempts").With("Minutes", minutes)
}
