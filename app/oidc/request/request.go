package request

import (
	"context"
	"strings"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
)

// Request is an authorization request whose answer has a proven address.
type Request struct {
	Tenant *tenant.Tenant
	Client *tenant.Application
	Values protocol.Values

	RedirectURI  string
	ResponseMode protocol.ResponseMode
	State        string

	// What the checks have read.
	Scopes    protocol.Scopes
	Resources []*models.Resource
	// AsksOrganizations says that the reserved resource of organizations was named.
	AsksOrganizations bool
	Prompts           []string
	MaxAge            *int64 // seconds; nil when not sent
	Claims            protocol.ClaimsRequest
	// Hint is whom the client expects, from id_token_hint or the sub claim; nil if it said nothing.
	Hint *Hint
	// ACR is the authentication context class to report.
	ACR string
}

// Hint is whom a client expects to be signed in.
type Hint struct{ Subject string }

// Check is one rule; it may read parameters into the request.
type Check func(context.Context, *Request) error

// Verifier reads ID tokens that this provider has signed, expired ones and those
// of keys that are not published any more too. A bad token is a *protocol.Error;
// any other error means that it could not tell.
type Verifier interface {
	VerifyHint(ctx context.Context, t *tenant.Tenant, token string, claims any) error
}

// Checks are the rules of an authorization request in their order.
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

// IsClientUnproven reports whether any program on the person's device could have
// made the request in the name of its client, and would get the answer: then it
// must not be answered without the person (RFC 8252, section 8.6). An https
// redirect URI leads to the client alone.
func (r *Request) IsClientUnproven() bool {
	if strings.HasPrefix(strings.ToLower(r.RedirectURI), "https:") {
		return false
	}
	return r.Client.Type == models.ApplicationNative || r.Client.IsPublic() && protocol.IsCustomScheme(r.RedirectURI)
}

// Shown are the scopes that the consent page shows: those of the request, and
// those that the claims belong to that it asks for one by one.
func (r *Request) Shown() protocol.Scopes {
	return r.Scopes.With(r.Claims.Scopes().Intersect(protocol.ThirdPartyScopes()))
}

// Has reports whether the request asks for a prompt.
func (r *Request) Has(prompt string) bool {
	return protocol.Scopes(r.Prompts).Has(prompt)
}
