package application

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service registers applications.
type Service struct {
	Secrets secrets
	Events  *event.Publisher
	Now     func() time.Time
}

// secrets keeps the secrets of applications.
type secrets interface {
	List(ctx context.Context, records *store.Store, application models.Holder) ([]models.OpenSecret, error)
	Create(ctx context.Context, records *store.Store, application models.Holder, name string, expiresAt int64) (*models.OpenSecret, error)
	Delete(ctx context.Context, records *store.Store, application models.Holder, name string) error
	Oldest(ctx context.Context, records *store.Store, application models.Holder) (string, error)
	AddFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error)
	ReplaceFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error)
}

// hold reads an application that operators may change, and keeps it from being
// changed by others before the transaction ends. Faults: entity.not_found,
// application.protected_application.
func hold(ctx context.Context, tx *store.Store, id string) (*models.Application, error) {
	application, err := tx.Applications.Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("application "+id, err)
	}
	if id == models.ConsoleApplicationID {
		return nil, protected("the console would no longer work")
	}
	return application, nil
}

func protected(reason string) error {
	return fault.New(fault.Unprocessable, "application.protected_application").Because(errors.New(reason))
}

// invalid is the fault of a field that breaks a rule. What is wrong stands in
// the cause, without the value: an address may hold a password.
func invalid(field, format string, args ...any) error {
	return refused(field, ruleText(field), fmt.Errorf(field+" "+format, args...))
}

// refused is the fault of a field with the id of its text.
func refused(field, text string, cause error) error {
	f := fault.New(fault.Invalid, "guard.invalid_input").At(field).Because(cause)
	f.Fields[field] = text
	return f
}
