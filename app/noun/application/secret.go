package application

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

const (
	// firstSecret is the name of the secret that comes with an application.
	firstSecret = "Default secret"
	maxSecrets  = 100 // of one application
)

// Secret is a secret of an application with its value.
type Secret struct {
	Name, Value string
	CreatedAt   int64 // epoch ms
	ExpiresAt   int64 // epoch ms; 0: never
}

// Secrets lists an application's secrets, oldest first, expired ones too.
// Fault: entity.not_found.
func (s *Service) Secrets(ctx context.Context, records *store.Store, id string) ([]Secret, error) {
	if _, err := records.Applications.Get(ctx, id); err != nil {
		return nil, rule.OrMissing("application "+id, err)
	}
	kept, err := records.ApplicationSecrets.List(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("read secrets: %w", err)
	}
	secrets := make([]Secret, 0, len(kept))
	for _, secret := range kept {
		opened, err := s.open(&secret)
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, *opened)
	}
	return secrets, nil
}

// CreateSecret gives an application another secret, which ends at expiresAt
// (epoch ms; 0: never), and publishes ApplicationSecret.Created. Faults:
// entity.not_found, application.protected_application, application.invalid_type
// when it can keep none, guard.invalid_input (name), request.invalid_input when
// expiresAt has passed, application.secret_name_exists,
// application.too_many_secrets.
func (s *Service) CreateSecret(ctx context.Context, records *store.Store, id, name string, expiresAt int64) (*Secret, error) {
	if err := checkSecretName(name); err != nil {
		return nil, err
	}
	if expiresAt != 0 && expiresAt <= s.Now().UnixMilli() {
		passed := fault.New(fault.Unprocessable, "request.invalid_input").At("expiresAt").
			Because(errors.New("expiresAt must be in the future"))
		passed.Fields["expiresAt"] = ruleText("expiresAt")
		return nil, passed
	}
	created := Secret{Name: name, Value: models.NewSecret(), CreatedAt: s.Now().UnixMilli(), ExpiresAt: expiresAt}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := mayHaveAnother(ctx, tx, id); err != nil {
			return err
		}
		return s.addSecret(ctx, tx, id, created)
	})
	if err != nil {
		return nil, fmt.Errorf("create secret: %w", refuseSameName(err))
	}
	return &created, nil
}

// RenameSecret gives a secret another name and publishes
// ApplicationSecret.Updated. Faults: entity.not_found,
// application.protected_application, guard.invalid_input (name),
// application.secret_name_exists.
func (s *Service) RenameSecret(ctx context.Context, records *store.Store, id, name, newName string) (*Secret, error) {
	if err := checkSecretName(newName); err != nil {
		return nil, err
	}
	var renamed *Secret
	err := records.InTx(ctx, func(tx *store.Store) error {
		kept, err := holdSecret(ctx, tx, id, name)
		if err != nil {
			return err
		}
		if renamed, err = s.open(kept); err != nil || name == newName {
			return err
		}
		renamed.Name = newName
		if kept, err = s.seal(tx, id, *renamed); err != nil {
			return err
		}
		if err := tx.ApplicationSecrets.Rename(ctx, name, kept); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.ApplicationSecretUpdated, ApplicationID: id,
			Before: map[string]any{"name": name}, After: map[string]any{"name": newName},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("rename secret: %w", refuseSameName(err))
	}
	return renamed, nil
}

// DeleteSecret takes a secret away, which is refused from then on, and
// publishes ApplicationSecret.Deleted. Faults: entity.not_found,
// application.protected_application.
func (s *Service) DeleteSecret(ctx context.Context, records *store.Store, id, name string) error {
	err := records.InTx(ctx, func(tx *store.Store) error { return s.removeSecret(ctx, tx, id, name) })
	if err != nil {
		return fmt.Errorf("delete secret: %w", err)
	}
	return nil
}

func (s *Service) removeSecret(ctx context.Context, tx *store.Store, id, name string) error {
	kept, err := holdSecret(ctx, tx, id, name)
	if err != nil {
		return err
	}
	if err := tx.ApplicationSecrets.Delete(ctx, id, name); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.ApplicationSecretDeleted, ApplicationID: id, Before: secretFields(kept.Name, kept.ExpiresAt),
	})
}

// addSecret stores a new secret and publishes ApplicationSecret.Created.
func (s *Service) addSecret(ctx context.Context, tx *store.Store, id string, secret Secret) error {
	kept, err := s.seal(tx, id, secret)
	if err != nil {
		return err
	}
	if err := tx.ApplicationSecrets.Insert(ctx, kept); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.ApplicationSecretCreated, ApplicationID: id, After: secretFields(secret.Name, secret.ExpiresAt),
	})
}

// mayHaveAnother holds an application and counts its secrets.
func mayHaveAnother(ctx context.Context, tx *store.Store, id string) error {
	application, err := hold(ctx, tx, id)
	if err != nil {
		return err
	}
	if application.IsPublic() {
		return fault.New(fault.Unprocessable, "application.invalid_type").
			Because(fmt.Errorf("a %s application can keep no secret", application.Type))
	}
	kept, err := tx.ApplicationSecrets.List(ctx, id)
	if err != nil {
		return fmt.Errorf("read secrets: %w", err)
	}
	if len(kept) >= maxSecrets {
		return fault.New(fault.Unprocessable, "application.too_many_secrets").With("Max", maxSecrets).
			Because(fmt.Errorf("it has %d secrets", len(kept)))
	}
	return nil
}

func holdSecret(ctx context.Context, tx *store.Store, id, name string) (*models.ApplicationSecret, error) {
	if _, err := hold(ctx, tx, id); err != nil {
		return nil, err
	}
	kept, err := tx.ApplicationSecrets.Get(ctx, id, name)
	if err != nil {
		return nil, rule.OrMissing("such secret", err)
	}
	return kept, nil
}

func checkSecretName(name string) error {
	if !rule.IsName(name, maxNameLength) {
		return invalid("name", "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	return nil
}

func refuseSameName(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return fault.New(fault.Unprocessable, "application.secret_name_exists").At("name").Because(err)
	}
	return err
}

// seal is the record of a secret: the value encrypted, and its digest.
func (s *Service) seal(tx *store.Store, id string, secret Secret) (*models.ApplicationSecret, error) {
	kept := &models.ApplicationSecret{
		TenantID: tx.TenantID(), ApplicationID: id, Name: secret.Name, Digest: models.Digest(secret.Value),
		ExpiresAt: secret.ExpiresAt, CreatedAt: secret.CreatedAt,
	}
	var err error
	if kept.Sealed, err = s.Vault.Seal(kept.SealContext(), []byte(secret.Value)); err != nil {
		return nil, fmt.Errorf("seal secret: %w", err)
	}
	return kept, nil
}

func (s *Service) open(kept *models.ApplicationSecret) (*Secret, error) {
	value, err := s.Vault.Open(kept.SealContext(), kept.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open secret of application %s: %w", kept.ApplicationID, err)
	}
	return &Secret{
		Name: kept.Name, Value: string(value), CreatedAt: kept.CreatedAt, ExpiresAt: kept.ExpiresAt,
	}, nil
}

// secretFields is a secret as an event tells of it: never its value.
func secretFields(name string, expiresAt int64) map[string]any {
	told := map[string]any{"name": name}
	if expiresAt != 0 {
		told["expiresAt"] = expiresAt
	}
	return told
}
