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

// Service manages the organizations of a tenant and their members.
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

// New is the input for creating an organization.
type New struct {
	Name          string
	Description   string // empty: none
	CustomData    map[string]any
	IsMFARequired bool
	Color         models.Color
	Branding      models.Branding
	CustomCSS     string // empty: none
}

// Create adds an organization without members and publishes
// Organization.Created. Fault: guard.invalid_input.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Organization, error) {
	organization := &models.Organization{
		ID: models.NewOrganizationID(), Name: strings.TrimSpace(fields.Name), Description: noun.OrNone(fields.Description),
		CustomData: fields.CustomData, IsMFARequired: fields.IsMFARequired,
		Color: fields.Color, Branding: fields.Branding, CustomCSS: noun.OrNone(fields.CustomCSS),
		CreatedAt: s.Now().UnixMilli(),
	}
	if err := s.kind().Create(ctx, records, organization, nil); err != nil {
		return nil, err
	}
	return organization, nil
}

// Changes are the changeable fields of an organization; nil leaves a field
// unchanged. Each object is replaced as a whole.
type Changes struct {
	Name          *string
	Description   *string // empty: none
	CustomData    map[string]any
	IsMFARequired *bool
	Color         *models.Color
	Branding      *models.Branding
	CustomCSS     *string // empty: none
}

// Update changes an organization by the rules of Create, and publishes
// Organization.Data.Updated if anything changed. Faults: entity.not_found,
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
		organization.Description = noun.OrNone(*c.Description)
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
		organization.CustomCSS = noun.OrNone(*c.CustomCSS)
	}
}

// Delete deletes an organization with its memberships, invitations and
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
