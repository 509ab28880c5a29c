package consent

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// The changes below are an operator's. They publish Consent.Organizations.Updated, and
// nothing if nothing changed. Faults of all: entity.not_found for the user and the
// application, application.third_party_application_only.

// Organizations lists the organizations in which a user has allowed an application to
// act, by name, and counts them.
func (s *Service) Organizations(ctx context.Context, records *store.Store, userID, applicationID string, page store.Page) (
	[]models.Organization, int64, error,
) {
	if err := checkApplication(ctx, records, applicationID); err != nil {
		return nil, 0, err
	}
	if err := noun.CheckHolder(ctx, records, models.UserHolder(userID)); err != nil {
		return nil, 0, err
	}
	return records.ConsentOrganizations.Of(ctx, userID, applicationID, page)
}

// AddOrganizations allows an application to act in more organizations of a user. Fault:
// organization.require_membership.
func (s *Service) AddOrganizations(ctx context.Context, records *store.Store, userID, applicationID string, ids []string) error {
	return s.setOrganizations(ctx, records, userID, applicationID, ids, false)
}

// SetOrganizations replaces the organizations in which an application may act for a
// user. Fault: organization.require_membership.
func (s *Service) SetOrganizations(ctx context.Context, records *store.Store, userID, applicationID string, ids []string) error {
	return s.setOrganizations(ctx, records, userID, applicationID, ids, true)
}

func (s *Service) setOrganizations(ctx context.Context, records *store.Store, userID, applicationID string, ids []string, isWhole bool) error {
	ids, err := rule.IDs("organizationIds", ids)
	if err != nil {
		return err
	}
	if err := checkApplication(ctx, records, applicationID); err != nil {
		return err
	}
	return s.changeOrganizations(ctx, records, userID, applicationID, func(tx *store.Store) error {
		if isWhole {
			present, err := organizationIDs(ctx, tx, userID, applicationID)
			if err != nil {
				return err
			}
			for _, id := range noun.Except(present, ids) {
				if err := tx.ConsentOrganizations.Remove(ctx, userID, applicationID, id); err != nil && !errors.Is(err, store.ErrNotFound) {
					return fmt.Errorf("remove organization %s: %w", id, err)
				}
			}
		}
		if err := tx.ConsentOrganizations.Add(ctx, userID, applicationID, ids, s.Now().UnixMilli()); err != nil {
			return required(err)
		}
		return nil
	})
}

// RemoveOrganization is RevokeIn by an operator.
func (s *Service) RemoveOrganization(ctx context.Context, records *store.Store, userID, applicationID, organizationID string) error {
	if err := checkApplication(ctx, records, applicationID); err != nil {
		return err
	}
	return s.RevokeIn(ctx, records, userID, applicationID, organizationID)
}

// changeOrganizations runs work with the user locked, and publishes how the
// organizations of their consent to an application have changed.
func (s *Service) changeOrganizations(ctx context.Context, records *store.Store, userID, applicationID string, work func(*store.Store) error) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Users.Hold(ctx, userID); err != nil {
			return rule.OrMissing("user "+userID, err)
		}
		before, err := organizationIDs(ctx, tx, userID, applicationID)
		if err != nil {
			return err
		}
		if err := work(tx); err != nil {
			return err
		}
		after, err := organizationIDs(ctx, tx, userID, applicationID)
		if err != nil || slices.Equal(before, after) {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.ConsentOrganizations, UserID: userID, ApplicationID: applicationID,
			Before: map[string]any{"organizationIds": before}, After: map[string]any{"organizationIds": after},
		})
	})
	if err != nil {
		return fmt.Errorf("change organizations of consent: %w", err)
	}
	return nil
}

// checkApplication rejects applications that do not exist, and those that users need
// not consent to.
func checkApplication(ctx context.Context, records *store.Store, id string) error {
	application, err := readApplication(ctx, records, id)
	if err != nil {
		return err
	}
	if !application.IsThirdParty {
		return rule.Against("application.third_party_application_only", "application %s is a first-party application", id)
	}
	return nil
}

func readApplication(ctx context.Context, records *store.Store, id string) (*models.Application, error) {
	application, err := records.Applications.Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing("application "+id, err)
	}
	return application, nil
}
