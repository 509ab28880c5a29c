package signingkey

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// SetDefault sets the algorithm that signs the access tokens of resources that specify
// none, and generates its keys if they are missing. An unknown algorithm is a
// *fault.Error of kind Invalid.
func (s *Service) SetDefault(ctx context.Context, records *store.Store, algorithm string) error {
	if err := s.Keys.EnsureAlgorithm(ctx, records, algorithm); err != nil {
		return err
	}
	err := records.InTx(ctx, func(tx *store.Store) error { return s.setDefault(ctx, tx, algorithm) })
	if err != nil {
		return fmt.Errorf("set default algorithm: %w", err)
	}
	return nil
}

func (s *Service) setDefault(ctx context.Context, tx *store.Store, algorithm string) error {
	if _, err := tx.Tenant.Hold(ctx); err != nil {
		return fmt.Errorf("hold tenant: %w", err)
	}
	before, err := s.orDefault(ctx, tx, "")
	if err != nil || before == algorithm {
		return err
	}
	if err := tx.Tenant.SetDefaultAlgorithm(ctx, algorithm); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key:    event.DefaultAlgorithmUpdated,
		Before: map[string]any{"algorithm": before}, After: map[string]any{"algorithm": algorithm},
	})
}

func (s *Service) orDefault(ctx context.Context, records *store.Store, algorithm string) (string, error) {
	if algorithm != "" {
		return algorithm, s.Keys.CheckAlgorithm(algorithm)
	}
	t, err := records.Tenant.Get(ctx)
	if err != nil {
		return "", fmt.Errorf("read tenant: %w", err)
	}
	return t.DefaultAlgorithm, nil
}
