package session

import (
	"context"
	"time"

	"portico/app/ground/event"
	"portico/models/store"
)

// Consents are what users have allowed third-party applications.
type Consents interface {
	// RevokeGiven takes back what a user has allowed an application, if anything, and
	// revokes its other grants from the user.
	RevokeGiven(ctx context.Context, tx *store.Store, userID, applicationID string) error
}

// Service ends the sessions of users and revokes their grants.
type Service struct {
	Consents Consents
	Events   *event.Publisher
	Now      func() time.Time
}
