package discovery

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/wire"
	"portico/app/ground/tenant"
	"portico/app/oidc/client"
	"portico/app/oidc/keys"
	"portico/app/oidc/protocol"
	"portico/locales"
)

// Handler serves the provider's metadata.
type Handler struct {
	Keys       *keys.Service
	GrantTypes []protocol.GrantType
}

// metadata has the members in the order of the specifications.
type metadata struct {
	Issuer                string   `json:"issuer"`
	AuthorizationEndpoint string   `json:"authorization_endpoint"`
	TokenEndpoint         string   `json:"token_endpoint"`
	UserinfoEndpoint      string   `json:"userinfo_endpoint"`
	JWKSURI               string   `json:"jwks_uri"`
	EndSessionEndpoint    string   `json:"end_session_endpoint"`
	IntrospectionEndpoint string   `json:"introspection_endpoint"`
	RevocationEndpoint    string   `json:"revocation_endpoint"`
	ScopesSupported       []string `json:"scopes_supported"`
	ClaimsSupported       []string `json:"claims_supported"`

	ResponseTypes   []string                `json:"response_types_supported"`
	ResponseModes   []protocol.ResponseMode `json:"response_modes_supported"`
	GrantTypes      []protocol.GrantType    `json:"grant_types_supported"`
	Prompts         []string                `json:"prompt_values_supported"`
	ACRValues       []string                `json:"acr_values_supported"`
	SubjectTypes    []string                `json:"subject_types_supported"`
	ClaimTypes      []string                `json:"claim_types_supported"`
	UILocales       []string                `json:"ui_locales_supported"`
	ChallengeMethod []string                `json:"code_challenge_methods_supported"`

	IDTokenAlgorithms       []string `json:"id_token_signing_alg_values_supported"`
	TokenAuthMethods        []string `json:"token_endpoint_auth_methods_supported"`
	TokenAuthAlgorithms     []string `json:"token_endpoint_auth_signing_alg_values_supported"`
	IntrospectionMethods    []string `json:"introspection_endpoint_auth_methods_supported"`
	IntrospectionAlgorithms []string `json:"introspection_endpoint_auth_signing_alg_values_supported"`
	RevocationMethods       []string `json:"revocation_endpoint_auth_methods_supported"`
	RevocationAlgorithms    []string `json:"revocation_endpoint_auth_signing_alg_values_supported"`

	HasClaimsParameter  bool `json:"claims_parameter_supported"`
	HasRequestParameter bool `json:"request_parameter_supported"`
	HasRequestURI       bool `json:"request_uri_parameter_supported"`
	HasIssuerInResponse bool `json:"authorization_response_iss_parameter_supported"`
}

// Show serves the document of the request's tenant to every origin.
func (h *Handler) Show(c *fiber.Ctx) error {
	document, err := h.document(c.UserContext(), tenant.From(c.UserContext()))
	if err != nil {
		return err
	}
	wire.Public(c)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.JSON(document)
}

func (h *Handler) document(ctx context.Context, t *tenant.Tenant) (metadata, error) {
	set, err := h.Keys.Published(ctx, t)
	if err != nil {
		return metadata{}, fmt.Errorf("read signing algorithms: %w", err)
	}
	issuer := t.Issuer()
	return metadata{
		Issuer:                issuer,
		AuthorizationEndpoint: issuer + "/auth",
		TokenEndpoint:         issuer + "/token",
		UserinfoEndpoint:      issuer + "/me",
		JWKSURI:               issuer + "/jwks",
		EndSessionEndpoint:    issuer + "/session/end",
		IntrospectionEndpoint: issuer + "/token/introspection",
		RevocationEndpoint:    issuer + "/token/revocation",
		ScopesSupported:       protocol.IdentityScopes(),
		ClaimsSupported:       claims(),

		ResponseTypes:   []string{protocol.ResponseTypeCode},
		ResponseModes:   protocol.ResponseModes(),
		GrantTypes:      h.GrantTypes,
		Prompts:         protocol.Prompts(),
		ACRValues:       []string{protocol.ACRPassword},
		SubjectTypes:    []string{"public"},
		ClaimTypes:      []string{"normal"},
		UILocales:       locales.Languages(),
		ChallengeMethod: []string{protocol.MethodS256},

		IDTokenAlgorithms:       set.Algorithms(),
		TokenAuthMethods:        client.Methods(),
		TokenAuthAlgorithms:     client.Algorithms(),
		IntrospectionMethods:    client.ProvingMethods(),
		IntrospectionAlgorithms: client.Algorithms(),
		RevocationMethods:       client.Methods(),
		RevocationAlgorithms:    client.Algorithms(),

		HasClaimsParameter:  true,
		HasIssuerInResponse: true,
	}, nil
}

// claims lists every claim that an ID token or the userinfo response can hold.
func claims() []string {
	return []string{
		"sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid",
		"name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
		"website", "gender", "birthdate", "zoneinfo", "locale", "updated_at", "created_at", "username",
		"email", "email_verified", "phone_number", "phone_number_verified", "address", "custom_data",
		"roles", "organizations", "organization_data", "organization_roles",
	}
}
