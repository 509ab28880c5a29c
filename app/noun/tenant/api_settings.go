package tenant

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

type sessionBody struct {
	TTL int64 `json:"ttl" doc:"How long a browser session lasts, in seconds"`
}

type (
	sessionOutput = api.Output[sessionBody]
	sessionInput  struct {
		Body struct {
			TTL *int64 `json:"ttl,omitempty" doc:"60 to 31536000 seconds"`
		}
	}
)

func (a API) registerSettings(to *api.API) {
	const tag = "Configs"
	api.Register(to, api.Operation{
		ID: "GetOidcSessionConfig", Route: "GET /configs/oidc/session", Tag: tag, Summary: "Get the lifetime of browser sessions",
	}, a.session)
	api.Register(to, api.Operation{
		ID: "UpdateOidcSessionConfig", Route: "PATCH /configs/oidc/session", Tag: tag,
		Summary: "Update the lifetime of browser sessions",
	}, a.setSession)
}

func (a API) session(ctx context.Context, _ *struct{}) (*sessionOutput, error) {
	return &sessionOutput{Body: sessionBody{TTL: tenant.From(ctx).Settings.SessionTTL}}, nil
}

func (a API) setSession(ctx context.Context, input *sessionInput) (*sessionOutput, error) {
	ttl := tenant.From(ctx).Settings.SessionTTL
	if input.Body.TTL != nil {
		if err := a.SetSessionTTL(ctx, tenant.From(ctx).Store, *input.Body.TTL); err != nil {
			return nil, err
		}
		ttl = *input.Body.TTL
	}
	return &sessionOutput{Body: sessionBody{TTL: ttl}}, nil
}
