package secret

import (
	"context"
	"fmt"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

const (
	maxNameLength = 256 // characters
	maxSecrets    = 100 // of one holder
)

// Service manages the secrets of holders.
type Service struct {
	Vault  sealer
	Events *event.Publisher
	Now    func() time.Time
}

// sealer encrypts and decrypts values; the context names where a value is stored.
type sealer interface {
	Seal(context string, plaintext []byte) ([]byte, error)
	Open(context string, sealed []byte) ([]byte, error)
}

// List lists a holder's secrets, oldest first, including expired ones; the values are
// models.MaskedSecret for an actor who may not control the holder. Fault:
// entity.not_found.
func (s *Service) List(ctx context.Context, records *store.Store, holder models.Holder) ([]models.OpenSecret, error) {
	if _, err := noun.HolderName(ctx, records, holder); err != nil {
		return nil, err
	}
	stored, err := records.Secrets.List(ctx, holder)
	if err != nil {
		return nil, fmt.Errorf("read secrets: %w", err)
	}
	isMasked, err := isUncontrolled(ctx, records, holder)
	if err != nil {
		return nil, err
	}
	secrets := make([]models.OpenSecret, 0, len(stored))
	for i := range stored {
		if isMasked {
			secrets = append(secrets, masked(&stored[i]))
			continue
		}
		opened, err := s.open(&stored[i])
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, *opened)
	}
	return secrets, nil
}

// Create creates another secret, which expires at expiresAt (epoch ms; 0: never), and
// publishes ApplicationSecret.Created or PersonalAccessToken.Created. Faults:
// entity.not_found, guard.invalid_input (name), request.invalid_input if
// expiresAt has passed; for applications application.protected_application,
// application.invalid_type, application.secret_name_exists and
// application.too_many_secrets; for users user.personal_access_token_name_exists
// and user.too_many_personal_access_tokens.
func (s *Service) Create(ctx context.Context, records *store.Store, holder models.Holder, name string, expiresAt int64) (*models.OpenSecret, error) {
	k, now := kindOf(holder.Kind), s.Now().UnixMilli()
	if err := k.checkName(name); err != nil {
		return nil, err
	}
	if expiresAt != 0 && expiresAt <= now {
		passed := fault.New(fault.Invalid, "request.invalid_input").Because(fmt.Errorf("expiresAt must be in the future"))
		passed.Fields = map[string]string{"expiresAt": k.expiryText}
		return nil, passed
	}
	created := models.OpenSecret{Name: name, Value: k.prefix + models.NewSecret(), CreatedAt: now, ExpiresAt: expiresAt}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := holdForAnother(ctx, tx, holder); err != nil {
			return err
		}
		return s.add(ctx, tx, holder, created)
	})
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", k.noun, k.refuseSameName(err))
	}
	return &created, nil
}

// Rename renames a secret and publishes ApplicationSecret.Updated or
// PersonalAccessToken.Updated. Faults: entity.not_found, guard.invalid_input
// (name), application.protected_application, application.secret_name_exists or
// user.personal_access_token_name_exists.
func (s *Service) Rename(ctx context.Context, records *store.Store, holder models.Holder, name, newName string) (*models.OpenSecret, error) {
	k := kindOf(holder.Kind)
	if err := k.checkName(newName); err != nil {
		return nil, err
	}
	var renamed *models.OpenSecret
	err := records.InTx(ctx, func(tx *store.Store) error {
		stored, err := holdOne(ctx, tx, holder, name)
		if err != nil {
			return err
		}
		if renamed, err = s.open(stored); err != nil || name == newName {
			return err
		}
		renamed.Name = newName
		if stored, err = s.seal(tx, holder, *renamed); err != nil {
			return err
		}
		if err := tx.Secrets.Rename(ctx, name, stored); err != nil {
			return err
		}
		before, after := map[string]any{"name": name}, map[string]any{"name": newName}
		return s.Events.Publish(ctx, tx, eventOf(holder, k.updated, before, after))
	})
	if err != nil {
		return nil, fmt.Errorf("rename %s: %w", k.noun, k.refuseSameName(err))
	}
	return renamed, nil
}

// Delete deletes a secret, which is rejected from then on, and publishes
// ApplicationSecret.Deleted or PersonalAccessToken.Deleted. Faults:
// entity.not_found, application.protected_application.
func (s *Service) Delete(ctx context.Context, records *store.Store, holder models.Holder, name string) error {
	k := kindOf(holder.Kind)
	err := records.InTx(ctx, func(tx *store.Store) error {
		stored, err := holdOne(ctx, tx, holder, name)
		if err != nil {
			return err
		}
		if err := tx.Secrets.Delete(ctx, holder, name); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, eventOf(holder, k.deleted, facts(stored.Name, stored.ExpiresAt), nil))
	})
	if err != nil {
		return fmt.Errorf("delete %s: %w", k.noun, err)
	}
	return nil
}

// add stores a new secret and publishes its creation.
func (s *Service) add(ctx context.Context, tx *store.Store, holder models.Holder, secret models.OpenSecret) error {
	stored, err := s.seal(tx, holder, secret)
	if err != nil {
		return err
	}
	if err := tx.Secrets.Insert(ctx, stored); err != nil {
		return err
	}
	created := kindOf(holder.Kind).created
	return s.Events.Publish(ctx, tx, eventOf(holder, created, nil, facts(secret.Name, secret.ExpiresAt)))
}

func holdOne(ctx context.Context, tx *store.Store, holder models.Holder, name string) (*models.Secret, error) {
	if _, err := hold(ctx, tx, holder); err != nil {
		return nil, err
	}
	stored, err := tx.Secrets.Get(ctx, holder, name)
	if err != nil {
		return nil, rule.OrMissing("such "+kindOf(holder.Kind).noun, err)
	}
	return stored, nil
}

func (k kind) checkName(name string) error {
	if !rule.IsName(name, maxNameLength) {
		return rule.Invalid("name", k.nameText, "must have 1 to %d characters, all of them visible", maxNameLength)
	}
	return nil
}

func (k kind) refuseSameName(err error) error {
	if rule.IsConflict(err) {
		return fault.New(fault.Unprocessable, k.taken).At("name").Because(err)
	}
	return err
}

// seal is the record of a secret: the encrypted value and its digest.
func (s *Service) seal(tx *store.Store, holder models.Holder, secret models.OpenSecret) (*models.Secret, error) {
	stored := &models.Secret{
		TenantID: tx.TenantID(), Holder: holder, Name: secret.Name, Digest: models.Digest(secret.Value),
		ExpiresAt: secret.ExpiresAt, CreatedAt: secret.CreatedAt,
	}
	var err error
	if stored.Sealed, err = s.Vault.Seal(stored.SealContext(), []byte(secret.Value)); err != nil {
		return nil, fmt.Errorf("seal %s: %w", kindOf(holder.Kind).noun, err)
	}
	return stored, nil
}

func masked(stored *models.Secret) models.OpenSecret {
	return models.OpenSecret{Name: stored.Name, Value: models.MaskedSecret, CreatedAt: stored.CreatedAt, ExpiresAt: stored.ExpiresAt}
}

func isUncontrolled(ctx context.Context, records *store.Store, holder models.Holder) (bool, error) {
	if holder.Kind != models.HolderApplication {
		return false, nil
	}
	found, err := noun.Uncontrolled(ctx, records, holder.ID)
	return found[holder.ID], err
}

func (s *Service) open(stored *models.Secret) (*models.OpenSecret, error) {
	value, err := s.Vault.Open(stored.SealContext(), stored.Sealed)
	if err != nil {
		return nil, fmt.Errorf("open %s of %s %s: %w", kindOf(stored.Holder.Kind).noun, stored.Holder.Kind, stored.Holder.ID, err)
	}
	return &models.OpenSecret{Name: stored.Name, Value: string(value), CreatedAt: stored.CreatedAt, ExpiresAt: stored.ExpiresAt}, nil
}
