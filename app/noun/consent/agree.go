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

// Agreement is what a user agrees to on the consent page.
type Agreement struct {
	UserID, ApplicationID string
	// Scopes are the names of the scopes by resource, as in models.Consent.
	Scopes map[string][]string
	// OrganizationIDs are the organizations in which the application may act.
	OrganizationIDs []string
}

// Agree adds an agreement to what the user has allowed the application before. It
// fails with organization.require_membership if the user is not a member of one of the
// organizations, and then records nothing.
func (s *Service) Agree(ctx context.Context, records *store.Store, a Agreement) error {
	now := s.Now().UnixMilli()
	return records.InTx(ctx, func(tx *store.Store) error {
		consent, err := tx.Consents.Hold(ctx, a.UserID, a.ApplicationID)
		if errors.Is(err, store.ErrNotFound) {
			consent, err = &models.Consent{UserID: a.UserID, ApplicationID: a.ApplicationID, CreatedAt: now}, nil
		}
		if err != nil {
			return fmt.Errorf("hold consent of user %s: %w", a.UserID, err)
		}
		consent.UpdatedAt = now
		consent.Add(a.Scopes)
		if err := tx.Consents.Save(ctx, consent); err != nil {
			return fmt.Errorf("store consent of user %s: %w", a.UserID, err)
		}
		if err := tx.ConsentOrganizations.Add(ctx, a.UserID, a.ApplicationID, a.OrganizationIDs, now); err != nil {
			return required(err)
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.ConsentGiven, UserID: a.UserID, ApplicationID: a.ApplicationID,
			Payload: map[string]any{"scopes": a.Scopes, "organizationIds": append([]string{}, a.OrganizationIDs...)},
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
