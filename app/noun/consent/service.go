package consent

import (
	"time"

	"portico/app/ground/event"
)

// Service records what users allow third-party applications.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
}
