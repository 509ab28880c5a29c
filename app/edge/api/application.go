package api

import "portico/models"

// Application is an application in the API, without its secret.
type Application struct {
	TenantID             string                      `json:"tenantId"`
	ID                   string                      `json:"id" doc:"The client_id"`
	Name                 string                      `json:"name"`
	Description          *string                     `json:"description"`
	Type                 string                      `json:"type" enum:"Native,SPA,Traditional,MachineToMachine,Protected,SAML"`
	OIDCClientMetadata   models.OIDCClientMetadata   `json:"oidcClientMetadata"`
	CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata" doc:"Settings left out have their defaults"`
	ProtectedAppMetadata Optional[map[string]any]    `json:"protectedAppMetadata" doc:"Always null"`
	CustomData           map[string]any              `json:"customData"`
	IsThirdParty         bool                        `json:"isThirdParty"`
	AccessControlEnabled bool                        `json:"appLevelAccessControlEnabled" doc:"Always false"`
	CreatedAt            int64                       `json:"createdAt" doc:"Milliseconds since 1970"`
}

// ApplicationOf returns the body for an application.
func ApplicationOf(application *models.Application) Application {
	body := Application{
		TenantID: application.TenantID, ID: application.ID, Name: application.Name, Description: application.Description,
		Type: string(application.Type), OIDCClientMetadata: application.OIDCClientMetadata,
		CustomClientMetadata: application.CustomClientMetadata, CustomData: application.CustomData,
		IsThirdParty: application.IsThirdParty, CreatedAt: application.CreatedAt,
	}
	addresses := &body.OIDCClientMetadata
	addresses.RedirectURIs = append([]string{}, addresses.RedirectURIs...)
	addresses.PostLogoutRedirectURIs = append([]string{}, addresses.PostLogoutRedirectURIs...)
	if body.CustomData == nil {
		body.CustomData = map[string]any{}
	}
	return body
}
