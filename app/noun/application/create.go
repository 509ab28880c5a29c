package application

import (
	"context"
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

	OIDCClientMetadata   models.OIDCClientMetadata
	CustomClientMetadata models.CustomClientMetadata
	CustomData           map[string]any
}

// Create registers an application and publishes Application.Created. It returns
// the value of the first secret, or "" for an application without secrets;
// the record has the value encrypted, and its digest. Fault: guard.invalid_input,
// whose cause names the rule.
func (s *Service) Create(ctx context.Context, records *store.Store, fields New) (*models.Application, string, error) {
	application, secret := s.record(fields), ""
	err := s.kind().Create(ctx, records, application, func(tx *store.Store, _ *models.Application) (_ map[string]any, err error) {
		if !application.IsPublic() {
			secret, err = s.Secrets.AddFirst(ctx, tx, models.ApplicationHolder(application.ID))
		}
		return nil, err
	})
	if err != nil {
		return nil, "", err
	}
	return application, secret, nil
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
