package keys

import (
	"context"
	"fmt"

	"portico/models/store"
)

// SetDefault chooses the algorithm that signs where a client asks for none, and
// makes its keys where they are missing. An unknown algorithm is a *fault.Error
// of kind Invalid.
func (s *Service) SetDefault(ctx context.Context, records *store.Store, algorithm string) error {
	if err := s.EnsureAlgorithm(ctx, records, algorithm); err != nil {
		return err
	}
	err := records.SetDefaultAlgorithm(ctx, algorithm)
	if err != nil {
		return fmt.Errorf("set default algorithm: %w", err)
	}
	return nil
}

func orDefault(ctx context.Context, records *store.Store, algorithm string) (string, error) {
	if algorithm != "" {
		return algorithm, checkAlgorithm(algorithm)
	}
	t, err := records.Tenant(ctx)
	if err != nil {
		return "", fmt.Errorf("read tenant: %w", err)
	}
	return t.DefaultAlgorithm, nil
}
