package signingkey

import (
	"context"
	"time"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Service manages the stages of a tenant's keys.
type Service struct {
	Keys   Keys
	Events *event.Publisher
	Now    func() time.Time
}

// Keys generates keys that the provider can sign with.
type Keys interface {
	// CheckAlgorithm returns a *fault.Error of kind Invalid for an algorithm that
	// is not supported.
	CheckAlgorithm(algorithm string) error
	// New generates a key pair without storing it.
	New(tenantID, algorithm string, status models.KeyStatus) (*models.SigningKey, error)
	// EnsureAlgorithm stores the current and the next key of an algorithm if they
	// are missing. Fault: that of CheckAlgorithm.
	EnsureAlgorithm(ctx context.Context, records *store.Store, algorithm string) error
}
