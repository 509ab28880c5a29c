package consent

import (
	"context"
	"errors"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Revoke takes back everything that a user has allowed an application, and deletes its
// grants from the user with all tokens. Fault: entity.not_found, if that is nothing.
func (s *Service) Revoke(ctx context.Context, records *store.Store, userID, applicationID string) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		consent, err := tx.Consents.Hold(ctx, userID, applicationID)
		if err != nil {
			return missing(userID, applicationID, err)
		}
		return s.revoke(ctx, tx, consent)
	})
	if err != nil {
		return fmt.Errorf("revoke consent: %w", err)
	}
	return nil
}

func (s *Service) revoke(ctx context.Context, tx *store.Store, consent *models.Consent) error {
	organizations, err := organizationIDs(ctx, tx, consent.UserID, consent.ApplicationID)
	if err != nil {
		return err
	}
	if err := tx.ConsentOrganizations.Clear(ctx, consent.UserID, consent.ApplicationID); err != nil {
		return fmt.Errorf("delete organizations: %w", err)
	}
	if err := tx.Grants.DeleteGiven(ctx, consent.UserID, consent.ApplicationID); err != nil {
		return fmt.Errorf("delete grants: %w", err)
	}
	if err := tx.Consents.Delete(ctx, consent.UserID, consent.ApplicationID); err != nil {
		return err
	}
	return s.Events.Publish(ctx, tx, event.Event{
		Key: event.ConsentRevoked, UserID: consent.UserID, ApplicationID: consent.ApplicationID,
		Before: map[string]any{"scopes": consent.Scopes, "organizationIds": organizations},
	})
}

// RevokeGiven is Revoke within a transaction in which there may be nothing to revoke.
func (s *Service) RevokeGiven(ctx context.Context, tx *store.Store, userID, applicationID string) error {
	consent, err := tx.Consents.Hold(ctx, userID, applicationID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("hold consent of user %s: %w", userID, err)
	}
	return s.revoke(ctx, tx, consent)
}

// RevokeIn takes back what a user has allowed an application in one organization. Its
// grants stay: they give access elsewhere. Fault: entity.not_found.
func (s *Service) RevokeIn(ctx context.Context, records *store.Store, userID, applicationID, organizationID string) error {
	return s.changeOrganizations(ctx, records, userID, applicationID, func(tx *store.Store) error {
		if err := tx.ConsentOrganizations.Remove(ctx, userID, applicationID, organizationID); err != nil {
			return rule.OrMissing("organization "+organizationID+" of a consent of user "+userID, err)
		}
		return nil
	})
}

// organizationIDs lists the organizations in which a user has allowed an application to
// act; never nil.
func organizationIDs(ctx context.Context, records *store.Store, userID, applicationID string) ([]string, error) {
	organizations, _, err := records.ConsentOrganizations.Of(ctx, userID, applicationID, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("read organizations of consent: %w", err)
	}
	return noun.IDs(organizations, func(organization models.Organization) string { return organization.ID }), nil
}
