package signingkey

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Delete deletes a previous key early: what it signed is rejected from
// then on. Faults: oidc.key_not_found, oidc.only_previous_key_can_be_deleted for a
// current or next key.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		key, err := previous(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.SigningKeys.Delete(ctx, id); err != nil {
			if errors.Is(err, store.ErrNotFound) {
				return notFound(id)
			}
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key:    event.SigningKeyDeleted,
			Before: map[string]any{"id": id, "algorithm": key.Algorithm, "status": string(key.Status)},
		})
	})
	if err != nil {
		return fmt.Errorf("delete signing key: %w", err)
	}
	return nil
}

// previous reads a key that is no longer needed. Faults: those of Delete.
func previous(ctx context.Context, records *store.Store, id string) (*models.SigningKey, error) {
	keys, err := records.SigningKeys.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("read signing keys: %w", err)
	}
	i := slices.IndexFunc(keys, func(key models.SigningKey) bool { return key.ID == id })
	if i < 0 {
		return nil, notFound(id)
	}
	if keys[i].Status != models.KeyPrevious {
		return nil, fault.New(fault.Unprocessable, "oidc.only_previous_key_can_be_deleted")
	}
	return &keys[i], nil
}

func notFound(id string) error {
	return fault.New(fault.Missing, "oidc.key_not_found").Because(fmt.Errorf("there is no key %q", id))
}
