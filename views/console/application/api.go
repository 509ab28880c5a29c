package application

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
)

// exampleRedirectURI is shown if an application has no redirect URI yet.
const exampleRedirectURI = "https://app.example.com/callback"

// newBody is the body of the call that registers an application.
type newBody struct {
	Name                 string                      `json:"name"`
	Type                 models.ApplicationType      `json:"type"`
	OIDCClientMetadata   models.OIDCClientMetadata   `json:"oidcClientMetadata"`
	CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata"`
}

// settingsBody and tokensBody are the bodies of the calls that change what the
// tabs Settings and Tokens show. The API replaces each object as a whole.
type settingsBody struct {
	Name                 string                      `json:"name"`
	Description          *string                     `json:"description"`
	OIDCClientMetadata   models.OIDCClientMetadata   `json:"oidcClientMetadata"`
	CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata"`
}

type tokensBody struct {
	CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata"`
}

type secretBody struct {
	Name      string `json:"name"`
	ExpiresAt *int64 `json:"expiresAt"` // epoch ms; null: never
}

func settingsCalls(ctx context.Context, a *models.Application, url string) []component.APICall {
	return updateCalls(ctx, url, settingsBody{
		Name: a.Name, Description: a.Description,
		OIDCClientMetadata: a.OIDCClientMetadata, CustomClientMetadata: a.CustomClientMetadata,
	})
}

func tokensCalls(ctx context.Context, a *models.Application, url string) []component.APICall {
	return updateCalls(ctx, url, tokensBody{a.CustomClientMetadata})[:2]
}

// updateCalls warn that changing one setting means sending the others as well.
func updateCalls(ctx context.Context, url string, body any) []component.APICall {
	calls := component.RecordCalls(url, component.Encoded(body))
	calls[1].Note = locales.T(ctx, "console.application.replaced")
	return calls
}

func secretsCalls(a *models.Application, url string) []component.APICall {
	if a.IsPublic() {
		return []component.APICall{{Method: "GET", URL: url}}
	}
	return []component.APICall{
		{Method: "GET", URL: url + "/secrets"},
		{Method: "POST", URL: url + "/secrets", Body: component.Encoded(secretBody{Name: "Spring"})},
	}
}
