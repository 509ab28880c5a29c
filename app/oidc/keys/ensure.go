package keys

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/go-jose/go-jose/v4"

	"portico/models"
	"portico/models/store"
)

// Ensure gives a tenant its initial keys: a current and a next key of ES256, the
// fast one, and of RS256, which every client understands (OpenID Connect Core 1.0,
// section 15.1). Existing keys are left alone.
func (s *Service) Ensure(ctx context.Context, records *store.Store) error {
	for _, algorithm := range []jose.SignatureAlgorithm{jose.ES256, jose.RS256} {
		if err := s.EnsureAlgorithm(ctx, records, string(algorithm)); err != nil {
			return err
		}
	}
	return nil
}

// Fresh makes, without storing it, what Ensure gives a tenant without keys.
func (s *Service) Fresh(tenantID string) ([]models.SigningKey, error) {
	var made []models.SigningKey
	for _, algorithm := range []jose.SignatureAlgorithm{jose.ES256, jose.RS256} {
		for _, status := range []models.KeyStatus{models.KeyCurrent, models.KeyNext} {
			key, err := s.New(tenantID, string(algorithm), status)
			if err != nil {
				return nil, err
			}
			made = append(made, *key)
		}
	}
	return made, nil
}

// EnsureAlgorithm makes the current and the next key of an algorithm if they are
// missing. An unknown algorithm is a *fault.Error of kind Invalid.
func (s *Service) EnsureAlgorithm(ctx context.Context, records *store.Store, algorithm string) error {
	if err := s.CheckAlgorithm(algorithm); err != nil {
		return err
	}
	missing, err := missingStages(ctx, records, algorithm)
	if err != nil || len(missing) == 0 {
		return err
	}
	// Generated before the transaction: an RSA key is slow, and writers would wait.
	fresh := map[models.KeyStatus]*models.SigningKey{}
	for _, status := range missing {
		if fresh[status], err = s.New(records.TenantID(), algorithm, status); err != nil {
			return err
		}
	}
	err = records.InTx(ctx, func(tx *store.Store) error { return addMissing(ctx, tx, algorithm, fresh) })
	if errors.Is(err, store.ErrConflict) && isComplete(ctx, records, algorithm) {
		return nil // another process made them at the same time
	}
	return err
}

func addMissing(ctx context.Context, tx *store.Store, algorithm string, fresh map[models.KeyStatus]*models.SigningKey) error {
	missing, err := missingStages(ctx, tx, algorithm)
	if err != nil {
		return err
	}
	for _, status := range missing {
		key := fresh[status]
		if key == nil {
			continue
		}
		if err := tx.SigningKeys.Insert(ctx, key); err != nil {
			return fmt.Errorf("create signing key: %w", err)
		}
	}
	return nil
}

// missingStages returns which of current and next an algorithm lacks.
func missingStages(ctx context.Context, records *store.Store, algorithm string) ([]models.KeyStatus, error) {
	keys, err := records.SigningKeys.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("read signing keys: %w", err)
	}
	isPresent := func(status models.KeyStatus) bool {
		return slices.ContainsFunc(keys, func(key models.SigningKey) bool {
			return key.Algorithm == algorithm && key.Status == status
		})
	}
	return slices.DeleteFunc([]models.KeyStatus{models.KeyCurrent, models.KeyNext}, isPresent), nil
}

func isComplete(ctx context.Context, records *store.Store, algorithm string) bool {
	missing, err := missingStages(ctx, records, algorithm)
	return err == nil && len(missing) == 0
}
