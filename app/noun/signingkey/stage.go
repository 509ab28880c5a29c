package signingkey

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// keysOf lists the keys of an algorithm, newest first.
func keysOf(ctx context.Context, records *store.Store, algorithm string) ([]models.SigningKey, error) {
	all, err := records.SigningKeys.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("read signing keys: %w", err)
	}
	var keys []models.SigningKey
	for _, key := range all {
		if key.Algorithm == algorithm {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// at finds the key of a stage, nil if there is none.
func at(keys []models.SigningKey, status models.KeyStatus) *models.SigningKey {
	for i := range keys {
		if keys[i].Status == status {
			return &keys[i]
		}
	}
	return nil
}
