package application

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

// applicationBody is an application with what only some routes show.
type applicationBody struct {
	api.Application
	Secret  string `json:"secret,omitempty" doc:"The oldest secret that has not expired; dots for those who may only read"`
	IsAdmin *bool  `json:"isAdmin,omitempty" doc:"Present when one application is asked for: whether it may use the Management API"`
}

func bodyOf(application *models.Application) applicationBody {
	return applicationBody{Application: api.ApplicationOf(application)}
}

// with adds the secret as the caller may see it.
func (b applicationBody) with(ctx context.Context, secret string) applicationBody {
	b.Secret = api.Secret(ctx, secret)
	return b
}

// wholeBody is an application with its secret.
func (a API) wholeBody(ctx context.Context, application *models.Application) (applicationBody, error) {
	secret, err := a.LegacySecret(ctx, tenant.From(ctx).Store, application)
	if err != nil {
		return applicationBody{}, err
	}
	return bodyOf(application).with(ctx, secret), nil
}
