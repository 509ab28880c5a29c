package request

import (
	"context"
	"strings"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
)

// Request is an authorization request with a validated redirect URI.
type Request struct {
	Tenant *tenant.Tenant
	Client *tenant.Application
	Values protocol.Values

	RedirectURI  string
	ResponseMode protocol.ResponseMode
	State        string

	// Results of the checks.
	Scopes    protocol.Scopes
	Resources []*models.Resource
	// AsksOrganizations reports that ResourceOrganizations was requested.
	AsksOrganizations bool
	// asksWithin reports that ScopeOrganizations was requested.
	asksWithin bool
	Prompts    []string
	MaxAge     *int64 // seconds; nil when not sent
	Claims     protocol.ClaimsRequest
	// Hint is the user that the client expects, from id_token_hint or the sub claim; nil if none.
	Hint *Hint
	// ACR is the authentication context class to report.
	ACR string
}

// Hint identifies the user that a client expects to be signed in.
type Hint struct{ Subject string }

// Check is one rule; it may store parsed parameters in the request.
type Check func(context.Context, *Request) error

// Verifier verifies ID tokens signed by this provider, including expired ones and
// those of keys that are no longer published. A bad token is a *protocol.Error;
// any other error means that it could not be verified.
type Verifier interface {
	VerifyHint(ctx context.Context, t *tenant.Tenant, token string, claims any) error
}

// Checks lists the rules of an authorization request in order.
func Checks(tokens Verifier) []Check {
	return []Check{
		opaque,
		unsupported,
		responseType,
		codeChallenge,
		prompt,
		maxAge,
		resources,
		scopes,
		claims,
		idTokenHint(tokens),
		acr,
	}
}

// IsClientUnproven reports whether any program on the user's device could have
// made the request in the client's name and would receive the response: then it
// must not be answered without user interaction (RFC 8252, section 8.6). An https
// redirect URI leads to the client only.
func (r *Request) IsClientUnproven() bool {
	if strings.HasPrefix(strings.ToLower(r.RedirectURI), "https:") {
		return false
	}
	return r.Client.Type == models.ApplicationNative || r.Client.IsPublic() && protocol.IsCustomScheme(r.RedirectURI)
}

// Has reports whether the request asks for a prompt.
func (r *Request) Has(prompt string) bool {
	return protocol.Scopes(r.Prompts).Has(prompt)
}
