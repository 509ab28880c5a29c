package organization

import (
	"context"
	"time"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// Service keeps the organizations of a tenant.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
}

// within runs work in one transaction in which nobody else changes the
// organization or its members. Fault: entity.not_found.
func (s *Service) within(ctx context.Context, records *store.Store, id string, work func(*store.Store) error) error {
	return records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Organizations.Hold(ctx, id); err != nil {
			return rule.OrMissing("organization "+id, err)
		}
		return work(tx)
	})
}

// publish tells of a change to an organization, if there is one.
func (s *Service) publish(ctx context.Context, tx *store.Store, id string, e event.Event) error {
	if e.Before == nil && e.After == nil {
		return nil
	}
	e.Payload = map[string]any{"organizationId": id}
	return s.Events.Publish(ctx, tx, e)
}

// orMissing reads an organization. Fault: entity.not_found.
func orMissing(ctx context.Context, records *store.Store, id string) (*models.Organization, error) {
	organization, err := records.Organizations.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("organization "+id, err)
	}
	return organization, nil
}

// checkIDs leaves each id once, and refuses what can be the id of nothing. Fault:
// guard.invalid_input, also for more than a thousand.
func checkIDs(field string, ids []string) ([]string, error) {
	ids, err := rule.AtMost(field, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id == "" || !rule.IsText(id, maxIDLength) {
			return nil, rule.Invalid(field, "error.organization.ids", "must be ids of 1 to %d characters", maxIDLength)
		}
	}
	return ids, nil
}
