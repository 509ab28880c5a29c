package secret

import (
	"context"
	"fmt"

	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// first is the name of the secret created with an application.
const first = "Default secret"

// AddFirst creates the first secret of a new application, in the
// transaction that creates the application, and returns the value. The application's
// own event covers it.
func (s *Service) AddFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error) {
	fresh := s.fresh()
	stored, err := s.seal(tx, application, fresh)
	if err != nil {
		return "", err
	}
	return fresh.Value, tx.Secrets.Insert(ctx, stored)
}

// ReplaceFirst replaces the secret that was created with an
// application: the old value is rejected from then on, other secrets are unaffected. It
// returns the new value. Faults: entity.not_found, also if that secret was
// deleted, application.protected_application.
func (s *Service) ReplaceFirst(ctx context.Context, tx *store.Store, application models.Holder) (string, error) {
	fresh := s.fresh()
	if err := s.Delete(ctx, tx, application, first); err != nil {
		return "", err
	}
	return fresh.Value, s.add(ctx, tx, application, fresh)
}

// Newest returns the values of the newest secrets that have not expired, by
// application ID; applications without one are left out. The values are
// models.MaskedSecret for an actor who may not control the application.
func (s *Service) Newest(ctx context.Context, records *store.Store, applicationIDs []string) (map[string]string, error) {
	stored, err := records.Secrets.OfApplications(ctx, applicationIDs)
	if err != nil {
		return nil, fmt.Errorf("read secrets: %w", err)
	}
	newest, now := map[string]*models.Secret{}, s.Now().UnixMilli()
	for i := range stored {
		if !stored[i].IsExpired(now) {
			newest[stored[i].Holder.ID] = &stored[i]
		}
	}
	uncontrolled, err := noun.Uncontrolled(ctx, records, applicationIDs...)
	if err != nil {
		return nil, err
	}
	values := make(map[string]string, len(newest))
	for id, secret := range newest {
		if uncontrolled[id] {
			values[id] = models.MaskedSecret
			continue
		}
		opened, err := s.open(secret)
		if err != nil {
			return nil, err
		}
		values[id] = opened.Value
	}
	return values, nil
}

func (s *Service) fresh() models.OpenSecret {
	return models.OpenSecret{Name: first, Value: models.NewSecret(), CreatedAt: s.Now().UnixMilli()}
}
