package secret

import (
	"context"
	"fmt"

	"portico/models"
	"portico/models/store"
)

// first is the name of the secret that comes with an application.
const first = "Default secret"

// AddFirst gives a new application the secret that comes with it, in the
// transaction that creates it, and returns the value. The application's own event
// says so.
func (s *Service) AddFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error) {
	fresh := s.fresh()
	stored, err := s.seal(tx, application, fresh)
	if err != nil {
		return "", err
	}
	return fresh.Value, tx.Secrets.Insert(ctx, stored)
}

// ReplaceFirst puts a fresh secret in the place of the one that came with an
// application: the old value is refused from then on, the other secrets stay. It
// returns the fresh value. Faults: entity.not_found, also if that secret was
// deleted, application.protected_application.
func (s *Service) ReplaceFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error) {
	fresh := s.fresh()
	if err := s.Delete(ctx, tx, application, first); err != nil {
		return "", err
	}
	return fresh.Value, s.add(ctx, tx, application, fresh)
}

// Oldest is the value of a holder's oldest secret that has not expired; "": there
// is none.
func (s *Service) Oldest(ctx context.Context, records *store.Store, holder models.Holder) (string, error) {
	stored, err := records.Secrets.List(ctx, holder)
	if err != nil {
		return "", fmt.Errorf("read secrets: %w", err)
	}
	now := s.Now().UnixMilli()
	for i := range stored {
		if stored[i].IsExpired(now) {
			continue
		}
		opened, err := s.open(&stored[i])
		if err != nil {
			return "", err
		}
		return opened.Value, nil
	}
	return "", nil
}

func (s *Service) fresh() models.OpenSecret {
	return models.OpenSecret{Name: first, Value: models.NewSecret(), CreatedAt: s.Now().UnixMilli()}
}
