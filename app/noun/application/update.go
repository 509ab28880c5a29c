package application

import (
	"context"
	"maps"
	"strings"

	"portico/app/noun"
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
	err := records.InTx(ctx, func(tx *store.Store) (err error) {
		if updated, err = s.kind().Update(ctx, tx, id, changes.apply); err != nil || changes.HasManagementAPI == nil {
			return err
		}
		return s.SetManagementAPI(ctx, tx, id, *changes.HasManagementAPI)
	})
	return updated, err
}

// MergeCustomData sets the members that patch names of an application's custom
// data; the others stay. It returns the whole. Faults are those of Update.
func (s *Service) MergeCustomData(ctx context.Context, records *store.Store, id string, patch map[string]any) (map[string]any, error) {
	changed, err := s.kind().Update(ctx, records, id, func(application *models.Application) error {
		merged := map[string]any{}
		maps.Copy(merged, application.CustomData)
		maps.Copy(merged, patch)
		application.CustomData = merged
		return nil
	})
	if err != nil {
		return nil, err
	}
	return changed.CustomData, nil
}

func (c Changes) apply(application *models.Application) error {
	if c.Name != nil {
		application.Name = strings.TrimSpace(*c.Name)
	}
	if c.Description != nil {
		application.Description = noun.OrNone(*c.Description)
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
	return nil
}

// withLists writes lists as lists, also when nothing is in them.
func withLists(metadata models.OIDCClientMetadata) models.OIDCClientMetadata {
	metadata.RedirectURIs = append([]string{}, metadata.RedirectURIs...)
	metadata.PostLogoutRedirectURIs = append([]string{}, metadata.PostLogoutRedirectURIs...)
	return metadata
}
