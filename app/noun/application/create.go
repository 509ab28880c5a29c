package application

import (
	"context"
	"fmt"
	"strings"

	"portico/app/noun"
	"portico/models"
	"portico/models/store"
)

// New is the input for registering an application.
type New struct {
	Name         string
	Description  string // empty: none
	Type         models.ApplicationType
	IsThirdParty bool
	// UserScopes are the data about users that a third-party application may ask for
	// from the start.
	UserScopes []string

	OIDCClientMetadata   models.OIDCClientMetadata
	CustomClientMetadata models.CustomClientMetadata
	CustomData           map[string]any
}

// InitialUserScopes are what people who create a third-party application let it ask for
// at first; one that a script creates may ask for nothing.
func InitialUserScopes() []string { return []string{"profile", "email"} }

// Create registers an application and publishes Application.Created. It returns
// the value of the first secret, or "" for an application without secrets;
// the record has the value encrypted, and its digest. Fault: guard.invalid_input,
// whose cause names the rule.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Application, string, error) {
	application, secret := s.record(fields), ""
	err := s.kind().Create(ctx, records, application, func(tx *store.Store, _ *models.Application) (_ map[string]any, err error) {
		if !application.IsPublic() {
			if secret, err = s.Secrets.AddFirst(ctx, tx, models.ApplicationHolder(application.ID)); err != nil {
				return nil, err
			}
		}
		return s.askFor(ctx, tx, application, fields.UserScopes)
	})
	if err != nil {
		return nil, "", err
	}
	return application, secret, nil
}

// askFor lets a new third-party application ask users for data; others need not ask.
// It returns the facts.
func (s *Service) askFor(ctx context.Context, tx *store.Store, application *models.Application, scopes []string) (map[string]any, error) {
	if !application.IsThirdParty || len(scopes) == 0 {
		return nil, nil
	}
	if err := tx.ConsentScopes.Add(ctx, application.ID, models.ConsentUserScopes, scopes); err != nil {
		return nil, fmt.Errorf("store user scopes of application %s: %w", application.ID, err)
	}
	return map[string]any{"userScopes": scopes}, nil
}

func (s *Service) record(fields New) *models.Application {
	return &models.Application{
		ID: models.NewID(), Name: strings.TrimSpace(fields.Name), Description: noun.OrNone(fields.Description),
		Type: fields.Type, IsThirdParty: fields.IsThirdParty,
		OIDCClientMetadata:   withLists(fields.OIDCClientMetadata),
		CustomClientMetadata: fields.CustomClientMetadata,
		CustomData:           fields.CustomData, CreatedAt: s.Now().UnixMilli(),
	}
}
