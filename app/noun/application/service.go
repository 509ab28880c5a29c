package application

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service manages applications.
type Service struct {
	Secrets secrets
	Events  *event.Publisher
	Now     func() time.Time
}

// secrets manages the secrets of applications.
type secrets interface {
	List(ctx context.Context, records *store.Store, application models.Holder) ([]models.OpenSecret, error)
	Create(ctx context.Context, records *store.Store, application models.Holder, name string, expiresAt int64) (*models.OpenSecret, error)
	Delete(ctx context.Context, records *store.Store, application models.Holder, name string) error
	Newest(ctx context.Context, records *store.Store, applicationIDs []string) (map[string]string, error)
	AddFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error)
	ReplaceFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error)
}

func (s *Service) kind() noun.Kind[models.Application] {
	return noun.Kind[models.Application]{
		Name:    "application",
		Records: func(records *store.Store) noun.Records[models.Application] { return records.Applications },
		Check:   check, Protect: protect, Facts: facts,
		Subject: func(application *models.Application) event.Event { return event.Event{ApplicationID: application.ID} },
		Created: event.ApplicationCreated, Updated: event.ApplicationUpdated, Deleted: event.ApplicationDeleted, Events: s.Events,
	}
}

func idOf(application models.Application) string { return application.ID }

func itself(application *models.Application) *models.Application { return application }

// protect refuses to change the console's own application.
func protect(application *models.Application) error {
	if application.ID == models.ConsoleApplicationID {
		return protected("the console would no longer work")
	}
	return nil
}

// facts describe an application in its events, by API field names.
func facts(application *models.Application) map[string]any {
	return map[string]any{
		"name": application.Name, "description": application.Description, "type": application.Type,
		"isThirdParty":         application.IsThirdParty,
		"oidcClientMetadata":   application.OIDCClientMetadata,
		"customClientMetadata": application.CustomClientMetadata,
		"customData":           application.CustomData,
	}
}

func protected(reason string) error {
	return fault.New(fault.Unprocessable, "application.protected_application").Because(errors.New(reason))
}

// invalid is the fault of a field that breaks a rule. The cause describes the
// problem without the value, because a URL may contain a password.
func invalid(field, format string, args ...any) error {
	return refused(field, ruleText(field), fmt.Errorf(field+" "+format, args...))
}

// refused is the fault of a field with the ID of its text.
func refused(field, text string, cause error) error {
	f := fault.New(fault.Invalid, "guard.invalid_input").At(field).Because(cause)
	f.Fields[field] = text
	return f
}
