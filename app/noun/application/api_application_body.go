package application

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
)

// applicationBody is an application with what only some routes show.
type applicationBody struct {
	api.Application
	Secret  string `json:"secret,omitempty" doc:"The newest secret that has not expired; dots for those who may not see it"`
	IsAdmin *bool  `json:"isAdmin,omitempty" doc:"Present when one application is asked for: whether it may use the Management API"`
}

func bodyOf(application *models.Application) applicationBody {
	return applicationBody{Application: api.ApplicationOf(application)}
}

// withSecret is an application with its secret, masked unless the caller may see it.
func withSecret(ctx context.Context, secret string) func(*models.Application) applicationBody {
	return func(application *models.Application) applicationBody {
		body := bodyOf(application)
		body.Secret = api.Secret(ctx, secret)
		return body
	}
}

// whole is an application with its secret, or err.
func (a API) whole(ctx context.Context, application *models.Application, err error) (*api.Output[applicationBody], error) {
	if err != nil {
		return nil, err
	}
	records, shown := tenant.From(ctx).Store, []models.Application{*application}
	if err := noun.HideClientKeys(ctx, records, shown, itself); err != nil {
		return nil, err
	}
	secrets, err := a.Secrets.Newest(ctx, records, []string{application.ID})
	return api.One(&shown[0], err, withSecret(ctx, secrets[application.ID]))
}
