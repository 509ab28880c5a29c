package tenant

import (
	"context"
	"time"
)

// removalInterval is how often Run looks for tenants that were deleted elsewhere:
// by another node, which may have stopped before it had removed their rows.
const removalInterval = time.Minute

// Run removes the rows of deleted tenants until ctx ends. It begins with those
// that were deleted before the program started.
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

// wake lets Run begin at once; it may be told so already.
func (s *Service) wake() {
	select {
	case s.Removals <- struct{}{}:
	default:
	}
}
