package application

import (
	"context"

	"portico/app/api"
	"portico/app/tenant"
	"portico/models"
)

// applicationBody is an application as the API shows it.
type applicationBody struct {
	TenantID             string                       `json:"tenantId"`
	ID                   string                       `json:"id" doc:"The client_id"`
	Name                 string                       `json:"name"`
	Secret               string                       `json:"secret,omitempty" doc:"The oldest secret that has not expired; dots for those who may only read"`
	Description          *string                      `json:"description"`
	Type                 string                       `json:"type" enum:"Native,SPA,Traditional,MachineToMachine,Protected,SAML"`
	OIDCClientMetadata   models.OIDCClientMetadata    `json:"oidcClientMetadata"`
	CustomClientMetadata models.CustomClientMetadata  `json:"customClientMetadata" doc:"What is left out has its default"`
	ProtectedAppMetadata api.Optional[map[string]any] `json:"protectedAppMetadata" doc:"Always null"`
	CustomData           map[string]any               `json:"customData"`
	IsThirdParty         bool                         `json:"isThirdParty"`
	AccessControlEnabled bool                         `json:"appLevelAccessControlEnabled" doc:"Always false"`
	CreatedAt            int64                        `json:"createdAt" doc:"Milliseconds since 1970"`
	IsAdmin              *bool                        `json:"isAdmin,omitempty" doc:"Present when one application is asked for: whether it may use the Management API"`
}

func bodyOf(application *models.Application) applicationBody {
	body := applicationBody{
		TenantID: application.TenantID, ID: application.ID, Name: application.Name, Description: application.Description,
		Type: string(application.Type), OIDCClientMetadata: withLists(application.OIDCClientMetadata),
		CustomClientMetadata: application.CustomClientMetadata, CustomData: application.CustomData,
		IsThirdParty: application.IsThirdParty, CreatedAt: application.CreatedAt,
	}
	if body.CustomData == nil {
		body.CustomData = map[string]any{}
	}
	return body
}

// with adds the secret as the caller may see it.
func (b applicationBody) with(ctx context.Context, secret string) applicationBody {
	b.Secret = api.Secret(ctx, secret)
	return b
}

// wholeBody is an application with its secret.
func (s *Service) wholeBody(ctx context.Context, application *models.Application) (applicationBody, error) {
	secret, err := s.LegacySecret(ctx, tenant.From(ctx).Store, application)
	if err != nil {
		return applicationBody{}, err
	}
	return bodyOf(application).with(ctx, secret), nil
}

// holdsManagementAPI says whether the roles of an application give it the whole
