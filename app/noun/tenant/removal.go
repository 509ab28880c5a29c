package tenant

import (
	"context"
	"time"
)

// removalInterval is how often Run looks for tenants that were deleted elsewhere,
// by another node that may have stopped before removing all rows.
const removalInterval = time.Minute

// Run removes the rows of deleted tenants until ctx ends, starting with tenants
// deleted before the server started.
func (s *Service) Run(ctx context.Context) {
	ticker := time.NewTicker(removalInterval)
	defer ticker.Stop()
	for {
		if err := s.RemoveDeleted(ctx); err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "a deleted tenant still has rows", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-s.Removals:
		}
	}
}

// wake makes Run start immediately, unless it is already about to.
func (s *Service) wake() {
	select {
	case s.Removals <- struct{}{}:
	default:
	}
}
