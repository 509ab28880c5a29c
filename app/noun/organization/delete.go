package organization

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/models/store"
)

// Delete removes an organization with its memberships, invitations and
// settings, and publishes Organization.Deleted. Fault: entity.not_found.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		organization, err := orMissing(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := tx.Organizations.Delete(ctx, id); err != nil {
			return err
		}
		was, _ := event.Difference(told(organization), nil)
		return s.publish(ctx, tx, id, event.Event{Key: event.OrganizationDeleted, Before: was})
	})
	if err != nil {
		return fmt.Errorf("delete organization: %w", err)
	}
	return nil
}
