package application

import (
	"portico/models"
	"portico/views/component"
)

// exampleRedirectURI stands where an application has no redirect URI yet.
const exampleRedirectURI = "https://app.example.com/callback"

// newBody is the body of the call that registers an application.
type newBody struct {
	Name                 string                      `json:"name"`
	Type                 models.ApplicationType      `json:"type"`
	OIDCClientMetadata   models.OIDCClientMetadata   `json:"oidcClientMetadata"`
	CustomClientMetadata models.CustomClientMetadata `json:"customClientMetadata"`
}

// settingsBody and tokensBody are the bodies of the calls that change what the
// tabs Settings and Tokens show. The API replaces the objects as wholes.
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

func (d Details) settingsCalls() []component.APICall {
	a := d.Application
	return []component.APICall{
		{Method: "GET", URL: d.APIURL},
		{Method: "PATCH", URL: d.APIURL, Body: component.Encoded(settingsBody{
			Name: a.Name, Description: a.Description,
			OIDCClientMetadata: a.OIDCClientMetadata, CustomClientMetadata: a.CustomClientMetadata,
		})},
		{Method: "DELETE", URL: d.APIURL},
	}
}

func (d Details) tokensCalls() []component.APICall {
	return []component.APICall{
		{Method: "GET", URL: d.APIURL},
		{Method: "PATCH", URL: d.APIURL, Body: component.Encoded(tokensBody{d.Application.CustomClientMetadata})},
	}
}

func (d Details) secretsCalls() []component.APICall {
	if d.Application.IsPublic() {
		return []component.APICall{{Method: "GET", URL: d.APIURL}}
	}
	return []component.APICall{
		{Method: "GET", URL: d.APIURL + "/secrets"},
		{Method: "POST", URL: d.APIURL + "/secrets", Body: component.Encoded(secretBody{Name: "Spring"})},
	}
}
