package organization

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// New is what an organization is created from.
type New struct {
	Name          string
	Description   string // empty: none
	CustomData    map[string]any
	IsMFARequired bool
	Color         models.OrganizationColor
	Branding      models.OrganizationBranding
	CustomCSS     string // empty: none
}

// Create makes an organization without members and publishes
// Organization.Created. Fault: guard.invalid_input.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Organization, error) {
	organization := &models.Organization{
		ID: models.NewOrganizationID(), Name: strings.TrimSpace(fields.Name), Description: orNone(fields.Description),
		CustomData: fields.CustomData, IsMFARequired: fields.IsMFARequired,
		Color: fields.Color, Branding: fields.Branding, CustomCSS: orNone(fields.CustomCSS),
		CreatedAt: s.Now().UnixMilli(),
	}
	if err := check(organization); err != nil {
		return nil, err
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.Organizations.Insert(ctx, organization); err != nil {
			return err
		}
		_, is := event.Difference(nil, told(organization))
		return s.publish(ctx, tx, organization.ID, event.Event{Key: event.OrganizationCreated, After: is})
	})
	if err != nil {
		return nil, fmt.Errorf("create organization: %w", err)
	}
	return organization, nil
}
