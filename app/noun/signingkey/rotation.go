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

// Rotate moves the keys of an algorithm one stage on: next becomes current, current
// becomes previous and a new next is generated; without a next key a new one becomes
// current. The old previous key is removed and every token that it signed becomes
// invalid, except that ID tokens may still serve as hints. Without an algorithm, it
// rotates those that sign by default: the tenant's, and that of ID tokens. With
// asDefault the algorithm becomes the tenant's default. It returns the remaining keys
// of the algorithm, or of the tenant's default, newest first. An unknown algorithm is a
// *fault.Error of kind Invalid.
func (s *Service) Rotate(ctx context.Context, records *store.Store, algorithm string, asDefault bool) ([]models.SigningKey, error) {
	chosen, err := s.orDefault(ctx, records, algorithm)
	if err != nil {
		return nil, err
	}
	var left []models.SigningKey
	for _, name := range rotatedTogether(algorithm, chosen) {
		if left, err = s.rotate(ctx, records, name, asDefault, ""); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// rotatedTogether lists the algorithms whose keys rotate together: the chosen one, last, and,
// if none was named, that of ID tokens.
func rotatedTogether(named, chosen string) []string {
	if named == "" && chosen != models.DefaultIDTokenAlgorithm {
		return []string{models.DefaultIDTokenAlgorithm, chosen}
	}
	return []string{chosen}
}

// RotateFrom is Rotate if a key is still the current one. Fault:
// oidc.key_rotated_meanwhile if it is not: a second rotation would
// invalidate the tokens of the key before it.
func (s *Service) RotateFrom(ctx context.Context, records *store.Store, algorithm, currentID string) error {
	_, err := s.rotate(ctx, records, algorithm, false, currentID)
	return err
}

func (s *Service) rotate(ctx context.Context, records *store.Store, algorithm string, asDefault bool, currentID string) ([]models.SigningKey, error) {
	algorithm, err := s.orDefault(ctx, records, algorithm)
	if err != nil {
		return nil, err
	}
	var left []models.SigningKey
	err = records.InTx(ctx, func(tx *store.Store) error {
		tenant, err := tx.Tenant.Hold(ctx)
		if err != nil {
			return fmt.Errorf("hold signing keys: %w", err)
		}
		if err := tx.ScheduledRotations.Delete(ctx, algorithm); err != nil && !errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("delete scheduled rotation: %w", err)
		}
		left, err = s.rotateNow(ctx, tx, tenant, algorithm, asDefault, currentID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("rotate %s keys: %w", algorithm, err)
	}
	return left, nil
}

// rotateNow rotates the keys of an algorithm while the tenant is locked.
func (s *Service) rotateNow(ctx context.Context, tx *store.Store, tenant *models.Tenant, algorithm string, asDefault bool, currentID string) (
	left []models.SigningKey, err error,
) {
	if err := s.advance(ctx, tx, tenant, algorithm, currentID); err != nil {
		return nil, err
	}
	fresh, err := s.insertNext(ctx, tx, algorithm)
	if err != nil {
		return nil, err
	}
	if left, err = keysOf(ctx, tx, algorithm); err != nil {
		return nil, err
	}
	if asDefault {
		if err := s.setDefault(ctx, tx, algorithm); err != nil {
			return nil, err
		}
	}
	return left, s.Events.Publish(ctx, tx, event.Event{
		Key: event.SigningKeysRotated, Payload: map[string]any{"algorithm": algorithm, "keyId": fresh.ID},
	})
}

func (s *Service) insertNext(ctx context.Context, tx *store.Store, algorithm string) (*models.SigningKey, error) {
	fresh, err := s.Keys.New(tx.TenantID(), algorithm, models.KeyNext)
	if err != nil {
		return nil, err
	}
	if err := tx.SigningKeys.Insert(ctx, fresh); err != nil {
		return nil, fmt.Errorf("create next signing key: %w", err)
	}
	return fresh, nil
}

// advance moves each key one stage on, starting with the last stage, because
// there can never be two current or two next keys. If a current key is expected and
// another one is found, nothing moves.
func (s *Service) advance(ctx context.Context, tx *store.Store, tenant *models.Tenant, algorithm, expectedID string) error {
	keys, err := keysOf(ctx, tx, algorithm)
	if err != nil {
		return err
	}
	if signing := at(keys, models.KeyCurrent); expectedID != "" && (signing == nil || signing.ID != expectedID) {
		return fault.New(fault.Conflict, "oidc.key_rotated_meanwhile")
	}
	if previous := at(keys, models.KeyPrevious); previous != nil {
		if err := s.retire(ctx, tx, tenant, previous); err != nil {
			return err
		}
	}
	if current := at(keys, models.KeyCurrent); current != nil {
		current.Status, current.RotatedAt = models.KeyPrevious, s.Now().UnixMilli()
		if err := tx.SigningKeys.Update(ctx, current); err != nil {
			return fmt.Errorf("replace signing key: %w", err)
		}
	}
	return s.promote(ctx, tx, algorithm, at(keys, models.KeyNext))
}

// retire removes a previous key and keeps its public half for hints until the
// last session that began while it signed is over: the longest live one or, since
// signing in again creates a new session, the longest that may have begun.
func (s *Service) retire(ctx context.Context, tx *store.Store, tenant *models.Tenant, key *models.SigningKey) error {
	if err := tx.SigningKeys.Delete(ctx, key.ID); err != nil {
		return fmt.Errorf("delete previous signing key: %w", err)
	}
	last, err := tx.Sessions.LastEnd(ctx, key.RotatedAt)
	if err != nil {
		return fmt.Errorf("read sessions of signing key %s: %w", key.ID, err)
	}
	last = max(last, key.RotatedAt+tenant.Settings.SessionTTL*1000)
	if last <= s.Now().UnixMilli() {
		return nil
	}
	return tx.RetiredKeys.Insert(ctx, &models.RetiredKey{
		ID: key.ID, Algorithm: key.Algorithm, Public: key.Public, ExpiresAt: last,
	})
}

// promote makes the next key current, or a new one if there is none.
func (s *Service) promote(ctx context.Context, tx *store.Store, algorithm string, next *models.SigningKey) error {
	if next == nil {
		fresh, err := s.Keys.New(tx.TenantID(), algorithm, models.KeyCurrent)
		if err != nil {
			return err
		}
		if err := tx.SigningKeys.Insert(ctx, fresh); err != nil {
			return fmt.Errorf("create current signing key: %w", err)
		}
		return nil
	}
	next.Status = models.KeyCurrent
	if err := tx.SigningKeys.Update(ctx, next); err != nil {
		return fmt.Errorf("promote signing key: %w", err)
	}
	return nil
}
