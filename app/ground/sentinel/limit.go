package sentinel

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/fault"
	"portico/models/store"
)

// Limit counts one act of a subject that can bother somebody, whether or not it
// succeeds, such as a mail to an address. Within a window that begins with the
// first act, most of them pass. Fault: request.rate_limited for more.
//
// As with Reserve, records is not in a transaction that a failure would undo.
func (s *Service) Limit(ctx context.Context, records *store.Store, subject string, most int64, window time.Duration) error {
	now := s.Now()
	counted, err := records.VerificationAttempts.Count(ctx, subject, now.UnixMilli(), now.Add(window).UnixMilli())
	if err != nil {
		return fmt.Errorf("count acts: %w", err)
	}
	if counted.Count > most {
		return fault.New(fault.Limited, "request.rate_limited")
	}
	return nil
}
