package application

import (
	"context"
	"maps"
	"strings"

	"portico/app/ground/event"
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
// application.protected_application, guard.invalid_input, auth.forbidden for an actor
// who may not control the machine whose client keys would change, and those of
// SetManagementAPI.
func (s *Service) Update(ctx context.Context, records *store.Store, id string, changes Changes) (*models.Application, error) {
	var updated *models.Application
	err := records.InTx(ctx, func(tx *store.Store) (err error) {
		apply := func(application *models.Application) error {
			before := application.CustomClientMetadata
			if err := changes.apply(application); err != nil {
				return err
			}
			return checkClientKeys(ctx, tx, application, before)
		}
		if updated, err = s.kind().Update(ctx, tx, id, apply); err != nil || changes.HasManagementAPI == nil {
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

// checkClientKeys rejects new client keys of a machine that the actor may not control.
// If there are none, those of before stay: the actor does not see them.
func checkClientKeys(ctx context.Context, tx *store.Store, application *models.Application, before models.CustomClientMetadata) error {
	if !differs(before, application.CustomClientMetadata) {
		return nil
	}
	if differs(models.CustomClientMetadata{}, application.CustomClientMetadata) {
		return noun.CheckControl(ctx, tx, application.ID)
	}
	uncontrolled, err := noun.Uncontrolled(ctx, tx, application.ID)
	if uncontrolled[application.ID] {
		application.CustomClientMetadata.SetClientKeys(before)
	}
	return err
}

// differs reports whether two settings differ in what the client authenticates with.
func differs(a, b models.CustomClientMetadata) bool {
	was, is := event.Difference(clientKeys(a), clientKeys(b))
	return was != nil || is != nil
}

func clientKeys(m models.CustomClientMetadata) map[string]any {
	return map[string]any{
		"method": m.TokenEndpointAuthMethod, "algorithm": m.TokenEndpointAuthSigningAlg, "jwks": m.JWKS, "jwksUri": m.JWKSURI,
	}
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
