package application

import (
	"context"
	"maps"
	"strings"

	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// Changes are the changeable fields of an application; nil leaves a field
// unchanged. The type, and whether it is third-party, cannot be changed.
type Changes struct {
	Name        *string
	Description *string // empty: none

	// Each object is replaced as a whole.
	OIDCClientMetadata   *models.OIDCClientMetadata
	CustomClientMetadata *models.CustomClientMetadata
	CustomData           map[string]any

	// HasManagementAPI grants or revokes a machine's access to the Management API.
	HasManagementAPI *bool
}

// Update changes an application by the rules of Create, and publishes
// Application.Updated if anything changed. Faults: entity.not_found,
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

// MergeCustomData sets the members of patch in an application's custom
// data; the others are unchanged. It returns the merged data. Faults: those of Update.
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

// withLists replaces nil lists with empty ones.
func withLists(metadata models.OIDCClientMetadata) models.OIDCClientMetadata {
	metadata.RedirectURIs = append([]string{}, metadata.RedirectURIs...)
	metadata.PostLogoutRedirectURIs = append([]string{}, metadata.PostLogoutRedirectURIs...)
	return metadata
}
