package session

import (
	"time"

	"portico/app/ground/event"
)

// Service ends the sessions of users and revokes their grants.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
}
