package organization

import (
	"context"
	"strings"
	"time"

	"portico/app/ground/event"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Service changes the organizations of a tenant and their members.
type Service struct {
	Events *event.Publisher
	Now    func() time.Time
}

func (s *Service) kind() noun.Kind[models.Organization] {
	return noun.Kind[models.Organization]{
		Name:    "organization",
		Records: func(records *store.Store) noun.Records[models.Organization] { return records.Organizations },
		Check:   check, Facts: facts,
		Subject: func(organization *models.Organization) event.Event {
			return event.Event{Payload: map[string]any{"organizationId": organization.ID}}
		},
		Created: event.OrganizationCreated, Updated: event.OrganizationUpdated, Deleted: event.OrganizationDeleted, Events: s.Events,
	}
}

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

// Create adds an organization without members and publishes
// Organization.Created. Fault: guard.invalid_input.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Organization, error) {
	organization := &models.Organization{
		ID: models.NewOrganizationID(), Name: strings.TrimSpace(fields.Name), Description: orNone(fields.Description),
		CustomData: fields.CustomData, IsMFARequired: fields.IsMFARequired,
		Color: fields.Color, Branding: fields.Branding, CustomCSS: orNone(fields.CustomCSS),
		CreatedAt: s.Now().UnixMilli(),
	}
	if err := s.kind().Create(ctx, records, organization, nil); err != nil {
		return nil, err
	}
	return organization, nil
}

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
	return s.kind().Update(ctx, records, id, func(organization *models.Organization) error {
		changes.apply(organization)
		return nil
	})
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

// Delete removes an organization with its memberships, invitations and
// settings, and publishes Organization.Deleted. Fault: entity.not_found.
func (s *Service) Delete(ctx context.Context, records *store.Store, id string) error {
	return s.kind().Delete(ctx, records, id, nil)
}

func facts(organization *models.Organization) map[string]any {
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

// without are the ids that are not among others.
func without(ids, others []string) []string {
	known := make(map[string]bool, len(others))
	for _, id := range others {
		known[id] = true
	}
	var left []string
	for _, id := range ids {
		if !known[id] {
			left = append(left, id)
		}
	}
	return left
}
