package sentinel

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/fault"
	"portico/models/store"
)

// Limit counts one act that can bother someone, such as an email to an address,
// whether or not it succeeds. At most limit acts pass within a window that begins with
// the first. Fault: request.rate_limited for more.
//
// As with Reserve, records must not be in a transaction that a failure rolls back.
func (s *Service) Limit(ctx context.Context, records *store.Store, subject string, limit int64, window time.Duration) error {
	now := s.Now()
	counted, err := records.VerificationAttempts.Count(ctx, subject, now.UnixMilli(), now.Add(window).UnixMilli())
	if err != nil {
		return fmt.Errorf("count acts: %w", err)
	}
	if counted.Count > limit {
		return fault.New(fault.Limited, "request.rate_limited")
	}
	return nil
}
