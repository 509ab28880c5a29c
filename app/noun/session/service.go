package session

import (
	"time"

	"portico/app/ground/event"
)

// Service ends the sessions of users and revokes what they have granted.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
}
