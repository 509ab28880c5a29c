package application

import (
	"context"
	"fmt"

	"portico/app/event"
	"portico/models"
	"portico/models/store"
)

// New is what an application is created from.
type New struct {
	Name         string
	Description  string // empty: none
	Type         models.ApplicationType
	IsThirdParty bool

	OIDCClientMetadata   models.OIDCClientMetadata
	CustomClientMetadata models.CustomClientMetadata
}

// Create registers an application and publishes Application.Created. It returns
// the value of the first secret, or "" for an application that can keep none;
// the record holds the value sealed and its digest. Fault: guard.invalid_input,
// whose cause names the rule.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Application, string, error) {
	application := s.record(fields)
	if err := check(application); err != nil {
		return nil, "", err
	}
	value := ""
	if !application.IsPublic() {
		value = models.NewSecret()
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := tx.CreateApplication(ctx, application); err != nil {
			return err
		}
		if err := s.addSecret(ctx, tx, application.ID, value); err != nil {
			return err
		}
		return s.Events.Publish(ctx, tx, event.Event{Key: event.ApplicationCreated, ApplicationID: application.ID})
	})
	if err != nil {
		return nil, "", fmt.Errorf("create application: %w", err)
	}
	return application, value, nil
}

func (s *Service) record(fields New) *models.Application {
	application := &models.Application{
		ID: models.NewID(), Name: fields.Name, Type: fields.Type, IsThirdParty: fields.IsThirdParty,
		OIDCClientMetadata: fields.OIDCClientMetadata, CustomClientMetadata: fields.CustomClientMetadata,
		CustomData: map[string]any{}, CreatedAt: s.Now().UnixMilli(),
	}
	if fields.Description != "" {
		application.Description = &fields.Description
	}
	metadata := &application.OIDCClientMetadata
	// Lists are written as lists, also when nothing is in them.
	metadata.RedirectURIs = append([]string{}, metadata.RedirectURIs...)
	metadata.PostLogoutRedirectURIs = append([]string{}, metadata.PostLogoutRedirectURIs...)
	return application
}
