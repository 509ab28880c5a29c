package consent

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models"
	"portico/models/store"
)

// UsedIn lists, by name, the third-party applications that members have allowed to act
// in an organization, and those that it blocks, and counts them.
func (s *Service) UsedIn(ctx context.Context, records *store.Store, organizationID string, page store.Page) (
	[]models.ThirdPartyApplication, int64, error,
) {
	used, total, err := records.ConsentOrganizations.UsedIn(ctx, organizationID, page)
	if err != nil {
		return nil, 0, fmt.Errorf("read applications in organization %s: %w", organizationID, err)
	}
	return used, total, nil
}

// Block keeps a third-party application out of an organization, whoever has consented
// and whether or not anyone uses it, or lets it in again. What members have allowed
// stays, and counts again once the application is allowed. byUserID is the member who
// decides, "" for an operator. It publishes Organization.Application.Blocked or Allowed,
// and nothing if nothing changed. Faults: entity.not_found,
// application.third_party_application_only.
func (s *Service) Block(ctx context.Context, records *store.Store, organizationID, applicationID, byUserID string, isBlocked bool) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		if _, err := tx.Organizations.Hold(ctx, organizationID); err != nil {
			return rule.OrMissing("organization "+organizationID, err)
		}
		if err := checkApplication(ctx, tx, applicationID); err != nil {
			return err
		}
		blocked, err := tx.ConsentOrganizations.BlockedIn(ctx, applicationID, []string{organizationID})
		if err != nil || len(blocked) > 0 == isBlocked {
			return err
		}
		e := event.Event{
			Key: event.OrganizationAppBlocked, UserID: byUserID, ApplicationID: applicationID,
			Payload: map[string]any{"organizationId": organizationID},
		}
		if isBlocked {
			err = tx.ConsentOrganizations.Block(ctx, organizationID, applicationID, s.Now().UnixMilli())
		} else {
			e.Key = event.OrganizationAppAllowed
			err = tx.ConsentOrganizations.Unblock(ctx, organizationID, applicationID)
		}
		if err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, e)
	})
	if err != nil {
		return fmt.Errorf("block application: %w", err)
	}
	return nil
}
