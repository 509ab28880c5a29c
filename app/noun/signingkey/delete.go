package signingkey

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Delete removes a previous key before its time: what it signed is refused from
// then on. Faults: oidc.key_not_found, oidc.key_required for one that signs or
// will sign.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		keys, err := tx.SigningKeys.List(ctx)
		if err != nil {
			return fmt.Errorf("read signing keys: %w", err)
		}
		key := withID(keys, id)
		if key == nil {
			return notFound(id)
		}
		if key.Status != models.KeyPrevious {
			return fault.New(fault.Unprocessable, "oidc.key_required")
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

func withID(keys []models.SigningKey, id string) *models.SigningKey {
	for i := range keys {
		if keys[i].ID == id {
			return &keys[i]
		}
	}
	return nil
}

func notFound(id string) error {
	return fault.New(fault.Missing, "oidc.key_not_found").Because(fmt.Errorf("there is no key %q", id))
}
