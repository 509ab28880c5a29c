package signingkey

import (
	"context"
	"errors"
	"fmt"
	"time"

	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// MaxGracePeriod is the longest that a rotation can be put off.
const MaxGracePeriod = 30 * 24 * time.Hour

// Schedule creates a new next key and rotates the keys of an algorithm, "" for those
// that sign where nothing else is named, after a grace period, so that everyone has
// fetched the key before it signs. An earlier schedule of the algorithm is replaced,
// and a rotation ends it. It returns the keys of the algorithm, or of the tenant's
// default, newest first. With asDefault the algorithm becomes the tenant's default when
// it rotates. Faults: guard.invalid_input for a period that is not positive or longer
// than MaxGracePeriod, and that of an unknown algorithm.
func (s *Service) Schedule(ctx context.Context, records *store.Store, algorithm string, asDefault bool, grace time.Duration) (
	keys []models.SigningKey, err error,
) {
	if grace <= 0 || grace > MaxGracePeriod {
		return nil, rule.Invalid("rotationGracePeriod", "error.oidc.rotation_grace_period", "must be 1 to %d seconds", MaxGracePeriod/time.Second)
	}
	chosen, err := s.orDefault(ctx, records, algorithm)
	if err != nil {
		return nil, err
	}
	err = records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Tenant.Hold(ctx); err != nil {
			return fmt.Errorf("lock signing keys: %w", err)
		}
		for _, name := range rotatedTogether(algorithm, chosen) {
			if err := s.schedule(ctx, tx, name, asDefault, s.Now().Add(grace).UnixMilli()); err != nil {
				return err
			}
		}
		keys, err = keysOf(ctx, tx, chosen)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("schedule rotation of %s keys: %w", chosen, err)
	}
	return keys, nil
}

func (s *Service) schedule(ctx context.Context, tx *store.Store, algorithm string, asDefault bool, dueAt int64) error {
	if err := s.replaceNext(ctx, tx, algorithm); err != nil {
		return err
	}
	rotation := &models.ScheduledRotation{Algorithm: algorithm, AsDefault: asDefault, DueAt: dueAt}
	if err := tx.ScheduledRotations.Set(ctx, rotation); err != nil {
		return fmt.Errorf("schedule rotation: %w", err)
	}
	return nil
}

// replaceNext creates a next key in place of the one that nothing has signed with yet.
func (s *Service) replaceNext(ctx context.Context, tx *store.Store, algorithm string) error {
	keys, err := keysOf(ctx, tx, algorithm)
	if err != nil {
		return err
	}
	if next := at(keys, models.KeyNext); next != nil {
		if err := tx.SigningKeys.Delete(ctx, next.ID); err != nil {
			return fmt.Errorf("replace next signing key: %w", err)
		}
	}
	_, err = s.insertNext(ctx, tx, algorithm)
	return err
}

// RotateDue makes a scheduled rotation, unless it has been made or replaced meanwhile.
func (s *Service) RotateDue(ctx context.Context, records *store.Store, rotation models.ScheduledRotation) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		tenant, err := tx.Tenant.Hold(ctx)
		if err != nil {
			return fmt.Errorf("lock signing keys: %w", err)
		}
		scheduled, err := tx.ScheduledRotations.List(ctx)
		if err != nil {
			return fmt.Errorf("read scheduled rotations: %w", err)
		}
		for _, found := range scheduled {
			if found != rotation {
				continue
			}
			if err := tx.ScheduledRotations.Delete(ctx, rotation.Algorithm); err != nil {
				return fmt.Errorf("delete scheduled rotation: %w", err)
			}
			_, err := s.rotateNow(ctx, tx, tenant, rotation.Algorithm, rotation.AsDefault, "")
			return err
		}
		return nil
	})
	if errors.Is(err, store.ErrNotFound) { // the tenant is being deleted
		return nil
	}
	return err
}
