package user

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/password"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service changes and finds the users of a tenant.
type Service struct {
	Hasher *password.Hasher
	Events *event.Publisher
	Now    func() time.Time
	// CaseSensitiveUsername tells "Ann" from "ann".
	CaseSensitiveUsername bool
	// Attempts bounds how often VerifyPassword guesses, under the subject that
	// UserSubject gives a user's id.
	Attempts    attempts
	UserSubject func(id string) string
	// Organizations are joined by those who register with a verified address, or
	// prove theirs; nil: none.
	Organizations provisioner
	Operators     operators
}

// attempts counts verifications before they are made, and forgets those of a
// subject after a success.
type attempts interface {
	Reserve(ctx context.Context, records *store.Store, subject string) error
	Clear(ctx context.Context, records *store.Store, subject string) error
}

// provisioner lets a user join what the domain of a verified address opens.
type provisioner interface {
	Provision(ctx context.Context, tx *store.Store, user *models.User) error
}

// operators knows who may do everything.
type operators interface {
	// Leave refuses when a user who is suspended or deleted is the last admin, and
	// returns the operator who leaves; nil where the user is none.
	Leave(ctx context.Context, tx *store.Store, leavingID string) (*models.Operator, error)
}

// hold reads a user and keeps it from being changed by others before the
// transaction ends. Fault: entity.not_found.
func hold(ctx context.Context, tx *store.Store, id string) (*models.User, error) {
	user, err := tx.Users.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("user "+id, err)
	}
	return user, nil
}

// invalid is the fault of a field that breaks a rule of its form.
func invalid(field, format string, args ...any) error {
	cause := fmt.Errorf(field+": "+format, args...)
	f := fault.New(fault.Invalid, "guard.invalid_input").Because(cause)
	f.Fields = map[string]string{field: ruleText(field)}
	return f
}
