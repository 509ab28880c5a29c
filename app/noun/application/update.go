package application

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"portico/app/ground/event"
	"portico/models"
	"portico/models/store"
)

// Changes are what may be changed of an application; nil leaves a field as it
// is. The type, and whether a third party made it, cannot be changed.
type Changes struct {
	Name        *string
	Description *string // empty: none

	// The objects are replaced as wholes.
	OIDCClientMetadata   *models.OIDCClientMetadata
	CustomClientMetadata *models.CustomClientMetadata
	CustomData           map[string]any

	// HasManagementAPI lets a machine call the Management API, or no longer.
	HasManagementAPI *bool
}

// Update changes an application by the rules of Create, and publishes
// Application.Updated if that changes anything. Faults: entity.not_found,
// application.protected_application, guard.invalid_input, and those of
// SetManagementAPI.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Application, error) {
	var updated *models.Application
	err := records.InTx(ctx, func(tx *store.Store) error {
		var err error
		if updated, err = s.change(ctx, tx, id, changes.apply); err != nil || changes.HasManagementAPI == nil {
			return err
		}
		return s.SetManagementAPI(ctx, tx, id, *changes.HasManagementAPI)
	})
	return updated, err
}

// MergeCustomData sets the members that patch names of an application's custom
// data; the others stay. It returns the whole. Faults are those of Update.
func (s *Service) MergeCustomData(ctx context.Context, records *store.Store, id string, patch map[string]any) (map[string]any, error) {
	changed, err := s.change(ctx, records, id, func(application *models.Application) {
		merged := map[string]any{}
		maps.Copy(merged, application.CustomData)
		maps.Copy(merged, patch)
		application.CustomData = merged
	})
	if err != nil {
		return nil, err
	}
	return changed.CustomData, nil
}

func (s *Service) change(ctx context.Context, records *store.Store, id string, apply func(*models.Application)) (*models.Application, error) {
	var changed *models.Application
	err := records.InTx(ctx, func(tx *store.Store) error {
		before, err := hold(ctx, tx, id)
		if err != nil {
			return err
		}
		after := *before
		apply(&after)
		if err := check(&after); err != nil {
			return err
		}
		changed = &after
		was, is := event.Difference(fields(before), fields(&after))
		if was == nil && is == nil {
			return nil
		}
		if err := tx.Applications.Update(ctx, &after); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{
			Key: event.ApplicationUpdated, ApplicationID: id, Before: was, After: is,
		})
	})
	if err != nil {
		return nil, fmt.Errorf("change application: %w", err)
	}
	return changed, nil
}

func (c Changes) apply(application *models.Application) {
	if c.Name != nil {
		application.Name = strings.TrimSpace(*c.Name)
	}
	if c.Description != nil {
		application.Description = orNone(*c.Description)
	}
	if c.OIDCClientMetadata != nil {
		application.OIDCClientMetadata = withLists(*c.OIDCClientMetadata)
	}
	if c.CustomClientMetadata != nil {
		application.CustomClientMetadata = *c.CustomClientMetadata
	}
	if c.CustomData != nil {
		application.CustomData = c.CustomData
	}
}

// fields is an application as an event tells of it, by the names of the API.
func fields(application *models.Application) map[string]any {
	return map[string]any{
		"name": application.Name, "description": application.Description, "type": application.Type,
		"isThirdParty":         application.IsThirdParty,
		"oidcClientMetadata":   application.OIDCClientMetadata,
		"customClientMetadata": application.CustomClientMetadata,
		"customData":           application.CustomData,
	}
}

func orNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// withLists writes lists as lists, also when nothing is in them.
func withLists(metadata models.OIDCClientMetadata) models.OIDCClientMetadata {
	metadata.RedirectURIs = append([]string{}, metadata.RedirectURIs...)
	metadata.PostLogoutRedirectURIs = append([]string{}, metadata.PostLogoutRedirectURIs...)
	return metadata
}
