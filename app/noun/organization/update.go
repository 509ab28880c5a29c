package organization

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Changes are what may be changed of an organization; nil leaves a field as it
// is. The objects are replaced as wholes.
type Changes struct {
	Name          *string
	Description   *string // empty: none
	CustomData    map[string]any
	IsMFARequired *bool
	Color         *models.OrganizationColor
	Branding      *models.OrganizationBranding
	CustomCSS     *string // empty: none
}

// Update changes an organization by the rules of Create, and publishes
// Organization.Data.Updated if that changes anything. Faults: entity.not_found,
// guard.invalid_input.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Organization, error) {
	var changed *models.Organization
	err := s.within(ctx, records, id, func(tx *store.Store) error {
		before, err := orMissing(ctx, tx, id)
		if err != nil {
			return err
		}
		after := *before
		changes.apply(&after)
		if err := check(&after); err != nil {
			return err
		}
		changed = &after
		was, is := event.Difference(told(before), told(&after))
		if was == nil && is == nil {
			return nil
		}
		if err := tx.Organizations.Update(ctx, &after); err != nil {
			return err
		}
		return s.publish(ctx, tx, id, event.Event{Key: event.OrganizationUpdated, Before: was, After: is})
	})
	if err != nil {
		return nil, fmt.Errorf("change organization: %w", err)
	}
	return changed, nil
}

func (c Changes) apply(organization *models.Organization) {
	if c.Name != nil {
		organization.Name = strings.TrimSpace(*c.Name)
	}
	if c.Description != nil {
		organization.Description = orNone(*c.Description)
	}
	if c.CustomData != nil {
		organization.CustomData = c.CustomData
	}
	if c.IsMFARequired != nil {
		organization.IsMFARequired = *c.IsMFARequired
	}
	if c.Color != nil {
		organization.Color = *c.Color
	}
	if c.Branding != nil {
		organization.Branding = *c.Branding
	}
	if c.CustomCSS != nil {
		organization.CustomCSS = orNone(*c.CustomCSS)
	}
}

// told is an organization as an event tells of it, by the names of the API.
func told(organization *models.Organization) map[string]any {
	return map[string]any{
		"name": organization.Name, "description": organization.Description,
		"customData": organization.CustomData, "isMfaRequired": organization.IsMFARequired,
		"color": organization.Color, "branding": organization.Branding, "customCss": organization.CustomCSS,
	}
}

func orNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
