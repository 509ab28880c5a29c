package sentinel

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// window is the period over which attempts are counted.
const window = time.Hour

// Service counts attempts against the tenant's policy.
type Service struct {
	Now func() time.Time
}

// Reserve counts one attempt of a subject before anything is verified, so that
// concurrent attempts cannot exceed the limit. The policy's MaxAttempts within an
// hour pass; the next one blocks the subject for LockoutDuration, after which the
// count starts again. A blocked subject gets the Invalid fault
// session.verification_blocked_too_many_attempts, whose parameter Minutes (1 or more)
// is the remaining time.
//
// The count must outlive the attempt: records must not be in a transaction that a
// failed verification rolls back.
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

// Clear resets a subject's counter after a successful verification.
func (s *Service) Clear(ctx context.Context, records *store.Store, subject string) error {
	if err := records.VerificationAttempts.Forget(ctx, subject); err != nil {
		return fmt.Errorf("clear verification attempts: %w", err)
	}
	return nil
}

// blocked rounds up, so that the block is over after that many minutes.
func blocked(remaining time.Duration) error {
	minutes := max(1, int((remaining+time.Minute-1)/time.Minute))
	return fault.New(fault.Invalid, "session.verification_blocked_too_many_attempts").With("Minutes", minutes)
}
