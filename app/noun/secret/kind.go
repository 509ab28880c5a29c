package secret

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// kind is what is specific to the secrets of a kind of holder.
type kind struct {
	noun                      string // in the log
	prefix                    string // of the values
	taken, tooMany            string // codes of faults
	nameText, expiryText      string // IDs of the error texts at the fields
	created, updated, deleted string // keys of events
}

func kindOf(holder models.HolderKind) kind {
	if holder == models.HolderApplication {
		return kind{
			noun: "secret", taken: "application.secret_name_exists", tooMany: "application.too_many_secrets",
			nameText: "error.application.name", expiryText: "error.application.secretExpiry",
			created: event.ApplicationSecretCreated, updated: event.ApplicationSecretUpdated, deleted: event.ApplicationSecretDeleted,
		}
	}
	return kind{
		noun: "personal access token", prefix: "pat_",
		taken: "user.personal_access_token_name_exists", tooMany: "user.too_many_personal_access_tokens",
		nameText: "error.user.rule.name", expiryText: "error.user.rule.expiry",
		created: event.PersonalTokenCreated, updated: event.PersonalTokenUpdated, deleted: event.PersonalTokenDeleted,
	}
}

// hold locks a holder until the transaction ends.
// It returns the application, if it is one. Faults: entity.not_found,
// application.protected_application, auth.forbidden for a machine that the actor may
// not control.
func hold(ctx context.Context, tx *store.Store, holder models.Holder) (*models.Application, error) {
	application, err := noun.HoldHolder(ctx, tx, holder)
	if err != nil {
		return nil, err
	}
	if holder.ID == models.ConsoleApplicationID {
		return nil, rule.Against("application.protected_application", "the console would no longer work")
	}
	if application != nil {
		return application, noun.CheckControl(ctx, tx, application.ID)
	}
	return nil, nil
}

// holdForAnother locks a holder that may have one more secret. Faults: those of
// hold, application.invalid_type if it cannot have any, and tooMany of its kind.
func holdForAnother(ctx context.Context, tx *store.Store, holder models.Holder) error {
	application, err := hold(ctx, tx, holder)
	if err != nil {
		return err
	}
	if application != nil && application.IsPublic() {
		return rule.Against("application.invalid_type", "a %s application can keep no secret", application.Type)
	}
	stored, err := tx.Secrets.List(ctx, holder)
	if err != nil {
		return fmt.Errorf("read secrets: %w", err)
	}
	if len(stored) >= maxSecrets {
		return rule.Against(kindOf(holder.Kind).tooMany, "there are %d", len(stored)).With("Max", maxSecrets)
	}
	return nil
}

// eventOf is an event about a secret of a holder.
func eventOf(holder models.Holder, key string, before, after map[string]any) event.Event {
	e := event.Event{Key: key, Before: before, After: after}
	if holder.Kind == models.HolderApplication {
		e.ApplicationID = holder.ID
	} else {
		e.UserID = holder.ID
	}
	return e
}

// facts describe a secret in its events: never its value.
func facts(name string, expiresAt int64) map[string]any {
	facts := map[string]any{"name": name}
	if expiresAt != 0 {
		facts["expiresAt"] = expiresAt
	}
	return facts
}
