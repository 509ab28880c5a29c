package user

import (
	"context"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/password"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service manages the users of a tenant.
type Service struct {
	Hasher *password.Hasher
	Events *event.Publisher
	Now    func() time.Time
	// CaseSensitiveUsername distinguishes "Ann" from "ann".
	CaseSensitiveUsername bool
	// Attempts bounds the guesses of VerifyPassword, under the subject that
	// UserSubject returns for a user ID.
	Attempts    attempts
	UserSubject func(id string) string
	// Organizations are joined by users who sign up with a verified address, or
	// verify theirs; nil: none.
	Organizations provisioner
	Operators     operators
}

// attempts counts verifications before they are made, and resets a
// subject after a success.
type attempts interface {
	Reserve(ctx context.Context, records *store.Store, subject string) error
	Clear(ctx context.Context, records *store.Store, subject string) error
}

// provisioner adds a user to the organizations of a verified address's domain.
type provisioner interface {
	Provision(ctx context.Context, tx *store.Store, user *models.User) error
}

// operators protects the last admin.
type operators interface {
	// Leave fails if a user who is suspended or deleted is the last admin, and
	// returns the operator who leaves; nil if the user is not one.
	Leave(ctx context.Context, tx *store.Store, leavingID string) (*models.Operator, error)
}

func (s *Service) kind() noun.Kind[models.User] {
	return noun.Kind[models.User]{
		Name:    "user",
		Records: func(records *store.Store) noun.Records[models.User] { return records.Users },
		Facts:   facts,
		Subject: func(user *models.User) event.Event { return event.Event{UserID: user.ID} },
		Updated: event.UserDataUpdated, Deleted: event.UserDeleted, Events: s.Events,
	}
}

// facts describe a user in its events, by API field names.
func facts(user *models.User) map[string]any {
	return map[string]any{
		"username": user.Username, "primaryEmail": user.PrimaryEmail, "primaryPhone": user.PrimaryPhone,
		"name": user.Name, "avatar": user.Avatar, "profile": user.Profile, "customData": user.CustomData,
		"isSuspended": user.IsSuspended,
	}
}
