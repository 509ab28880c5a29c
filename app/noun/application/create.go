package application

import (
	"context"
	"fmt"
	"strings"

	"portico/app/ground/event"
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
	CustomData           map[string]any
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
	first := s.newFirstSecret()
	if application.IsPublic() {
		first.Value = ""
	}
	err := records.InTx(ctx, func(tx *store.Store) error { return s.insert(ctx, tx, application, first) })
	if err != nil {
		return nil, "", fmt.Errorf("create application: %w", err)
	}
	return application, first.Value, nil
}

// insert stores an application with its first secret; one without value is none.
func (s *Service) insert(ctx context.Context, tx *store.Store, application *models.Application, first Secret) error {
	if err := tx.Applications.Insert(ctx, application); err != nil {
		return err
	}
	_, is := event.Difference(nil, fields(application))
	err := s.Events.Publish(ctx, tx, event.Event{
		Key: event.ApplicationCreated, ApplicationID: application.ID, After: is,
	})
	if err != nil || first.Value == "" {
		return err
	}
	kept, err := s.seal(tx, application.ID, first)
	if err != nil {
		return err
	}
	return tx.ApplicationSecrets.Insert(ctx, kept)
}

func (s *Service) record(fields New) *models.Application {
	return &models.Application{
		ID: models.NewID(), Name: strings.TrimSpace(fields.Name), Description: orNone(fields.Description),
		Type: fields.Type, IsThirdParty: fields.IsThirdParty,
		OIDCClientMetadata:   withLists(fields.OIDCClientMetadata),
		CustomClientMetadata: fields.CustomClientMetadata,
		CustomData:           fields.CustomData, CreatedAt: s.Now().UnixMilli(),
	}
}
