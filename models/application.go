package models

import (
	"cmp"
	"slices"
)

// ApplicationType is the type of an application. It determines how it authenticates.
type ApplicationType string

// The application types.
const (
	ApplicationNative           ApplicationType = "Native"
	ApplicationSPA              ApplicationType = "SPA"
	ApplicationTraditional      ApplicationType = "Traditional"
	ApplicationMachineToMachine ApplicationType = "MachineToMachine"
)

// ApplicationTypes lists every type.
func ApplicationTypes() []ApplicationType {
	return []ApplicationType{ApplicationNative, ApplicationSPA, ApplicationTraditional, ApplicationMachineToMachine}
}

// DemoApplicationID is the built-in application at /demo-app.
const DemoApplicationID = "demo-app"

// DemoThirdPartyID is the sample third-party application, which the page at /demo-app
// acts for as well. It is only there if sample data have been loaded.
const DemoThirdPartyID = "ledgerly"

// Application is an OAuth client of a tenant.
type Application struct {
	TenantID             string `gorm:"primaryKey"`
	ID                   string `gorm:"primaryKey"` // 21 characters, the client_id
	Name                 string
	Description          *string
	Type                 ApplicationType
	IsThirdParty         bool
	OIDCClientMetadata   OIDCClientMetadata   `gorm:"column:oidc_client_metadata;serializer:json"`
	CustomClientMetadata CustomClientMetadata `gorm:"serializer:json"`
	CustomData           map[string]any       `gorm:"serializer:json"`
	CreatedAt            int64                `gorm:"autoCreateTime:false"`
}

// OIDCClientMetadata holds the registered redirect URIs of an application
// (RFC 7591, section 2; OpenID Connect RP-Initiated Logout 1.0, section 3.1).
type OIDCClientMetadata struct {
	RedirectURIs           []string `json:"redirectUris"`
	PostLogoutRedirectURIs []string `json:"postLogoutRedirectUris"`
}

// CustomClientMetadata holds the protocol settings of an application. A zero
// value means the default.
type CustomClientMetadata struct {
	// Framework names one of Frameworks, whose guide the console shows.
	Framework          string   `json:"framework,omitempty"`
	CORSAllowedOrigins []string `json:"corsAllowedOrigins,omitempty"`
	// IDTokenTTL is in seconds; 3600 by default.
	IDTokenTTL int64 `json:"idTokenTtl,omitempty"`
	// RefreshTokenTTLInDays is 1 to 180; 14 by default.
	RefreshTokenTTLInDays int64 `json:"refreshTokenTtlInDays,omitempty"`
	// AlwaysIssueRefreshToken says when a refresh token is issued: true with every
	// sign-in, false only with prompt=consent, unset when offline_access is
	// requested. For third-party applications the user decides.
	AlwaysIssueRefreshToken *bool `json:"alwaysIssueRefreshToken,omitempty"`
	// RotateRefreshToken is true by default.
	RotateRefreshToken *bool `json:"rotateRefreshToken,omitempty"`
	RequirePKCE        bool  `json:"requirePkce,omitempty"`
	// ConformIDTokenClaims leaves the claims of scopes out of the ID token.
	ConformIDTokenClaims        bool   `json:"conformIdTokenClaims,omitempty"`
	TokenEndpointAuthMethod     string `json:"tokenEndpointAuthMethod,omitempty"`
	TokenEndpointAuthSigningAlg string `json:"tokenEndpointAuthSigningAlg,omitempty"`
	// IDTokenSignedResponseAlg is RS256 by default.
	IDTokenSignedResponseAlg string         `json:"idTokenSignedResponseAlg,omitempty"`
	JWKS                     map[string]any `json:"jwks,omitempty"`
	JWKSURI                  string         `json:"jwksUri,omitempty"`
	// IntrospectionResources are the indicators of the API resources that the
	// application serves: it may introspect their access tokens (RFC 7662).
	IntrospectionResources []string `json:"introspectionResources,omitempty"`
	// IsResourceServer lets the application also introspect other clients' opaque
	// access tokens.
	IsResourceServer bool `json:"isResourceServer,omitempty"`
}

// SetClientKeys replaces what the client authenticates with by what is in other.
func (m *CustomClientMetadata) SetClientKeys(other CustomClientMetadata) {
	m.TokenEndpointAuthMethod, m.TokenEndpointAuthSigningAlg = other.TokenEndpointAuthMethod, other.TokenEndpointAuthSigningAlg
	m.JWKS, m.JWKSURI = other.JWKS, other.JWKSURI
}

// IsPublic reports whether the application is a public client, one that cannot
// keep a secret (RFC 6749, section 2.1).
func (a *Application) IsPublic() bool {
	return a.Type == ApplicationSPA || a.Type == ApplicationNative
}

// RequiresPKCE reports whether an authorization request must include a code challenge.
func (a *Application) RequiresPKCE() bool {
	return a.IsPublic() || a.CustomClientMetadata.RequirePKCE
}

// ServedResources are the indicators of the API resources whose access tokens the
// application may introspect.
func (a *Application) ServedResources() []string {
	if a.IsThirdParty {
		return nil
	}
	return a.CustomClientMetadata.IntrospectionResources
}

// IsResourceServer reports whether the application may introspect other clients'
// opaque access tokens.
func (a *Application) IsResourceServer() bool {
	return !a.IsThirdParty && a.CustomClientMetadata.IsResourceServer
}

// AlwaysIssuesRefreshToken reports whether every sign-in to the application yields
// a refresh token.
func (a *Application) AlwaysIssuesRefreshToken() bool {
	always := a.CustomClientMetadata.AlwaysIssueRefreshToken
	return !a.IsThirdParty && always != nil && *always
}

// Rotates reports whether refresh tokens of the application are rotated.
func (a *Application) Rotates() bool {
	return a.CustomClientMetadata.RotateRefreshToken == nil || *a.CustomClientMetadata.RotateRefreshToken
}

// DefaultIDTokenAlgorithm signs the ID tokens of applications that specify none: it
// is the only algorithm that every client must support (OpenID Connect Dynamic Client
// Registration 1.0, section 2; Core 1.0, section 15.1).
const DefaultIDTokenAlgorithm = "RS256"

// IDTokenAlgorithm is the algorithm that signs the application's ID tokens.
func (a *Application) IDTokenAlgorithm() string {
	return cmp.Or(a.CustomClientMetadata.IDTokenSignedResponseAlg, DefaultIDTokenAlgorithm)
}

// IDTokenTTL is the lifetime of an ID token in seconds.
func (a *Application) IDTokenTTL() int64 {
	if ttl := a.CustomClientMetadata.IDTokenTTL; ttl > 0 {
		return ttl
	}
	return 3600
}

// RefreshTokenTTL is the lifetime of a refresh token in seconds.
func (a *Application) RefreshTokenTTL() int64 {
	days := a.CustomClientMetadata.RefreshTokenTTLInDays
	if days <= 0 {
		days = 14
	}
	return days * 24 * 3600
}

// HasRedirectURI reports whether uri is registered, byte for byte.
func (a *Application) HasRedirectURI(uri string) bool {
	return slices.Contains(a.OIDCClientMetadata.RedirectURIs, uri)
}

// HasPostLogoutRedirectURI reports whether uri is registered, byte for byte.
func (a *Application) HasPostLogoutRedirectURI(uri string) bool {
	return slices.Contains(a.OIDCClientMetadata.PostLogoutRedirectURIs, uri)
}
