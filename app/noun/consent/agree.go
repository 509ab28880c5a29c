package consent

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
	"portico/models/store"
)

// Agree adds the scopes of given, and organizations in which the application may act, to
// what its user has allowed its application before. Fault:
// organization.require_membership, if the user is not a member of one of them; then
// nothing is recorded.
func (s *Service) Agree(ctx context.Context, records *store.Store, given models.Consent, organizationIDs []string) error {
	now := s.Now().UnixMilli()
	return records.InTx(ctx, func(tx *store.Store) error {
		consent, err := tx.Consents.Hold(ctx, given.UserID, given.ApplicationID)
		if errors.Is(err, store.ErrNotFound) {
			consent, err = &models.Consent{UserID: given.UserID, ApplicationID: given.ApplicationID, CreatedAt: now}, nil
		}
		if err != nil {
			return fmt.Errorf("hold consent of user %s: %w", given.UserID, err)
		}
		consent.UpdatedAt = now
		consent.Add(given.Scopes)
		if err := tx.Consents.Save(ctx, consent); err != nil {
			return fmt.Errorf("store consent of user %s: %w", given.UserID, err)
		}
		if err := tx.ConsentOrganizations.Add(ctx, given.UserID, given.ApplicationID, organizationIDs, now); err != nil {
			return required(err)
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.ConsentGiven, UserID: given.UserID, ApplicationID: given.ApplicationID,
			Payload: map[string]any{"scopes": given.Scopes, "organizationIds": append([]string{}, organizationIDs...)},
		})
	})
}

// required translates the error of adding an organization of which the user is not a
// member.
func required(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return fault.New(fault.Unprocessable, "organization.require_membership").Because(err)
	}
	return fmt.Errorf("store organizations of consent: %w", err)
}
