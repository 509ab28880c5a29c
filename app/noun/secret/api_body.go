package secret

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type applicationSecretBody struct {
	TenantID      string `json:"tenantId"`
	ApplicationID string `json:"applicationId"`
	Name          string `json:"name"`
	Value         string `json:"value" doc:"Dots for those who may only read"`
	CreatedAt     int64  `json:"createdAt" doc:"Milliseconds since 1970"`
	ExpiresAt     *int64 `json:"expiresAt" doc:"Milliseconds since 1970; null: never"`
}

type userTokenBody struct {
	TenantID  string `json:"tenantId"`
	UserID    string `json:"userId"`
	Name      string `json:"name"`
	Value     string `json:"value" doc:"Dots for those who may only read"`
	CreatedAt int64  `json:"createdAt" doc:"Milliseconds since 1970"`
	ExpiresAt *int64 `json:"expiresAt" doc:"Milliseconds since 1970; null: never"`
}

func secretBodyOf(ctx context.Context, holder models.Holder, secret *Secret) applicationSecretBody {
	return applicationSecretBody{
		TenantID: tenant.From(ctx).ID, ApplicationID: holder.ID, Name: secret.Name, Value: api.Secret(ctx, secret.Value),
		CreatedAt: secret.CreatedAt, ExpiresAt: secret.end(),
	}
}

func tokenBodyOf(ctx context.Context, holder models.Holder, secret *Secret) userTokenBody {
	return userTokenBody{
		TenantID: tenant.From(ctx).ID, UserID: holder.ID, Name: secret.Name, Value: api.Secret(ctx, secret.Value),
		CreatedAt: secret.CreatedAt, ExpiresAt: secret.end(),
	}
}

// end is when a secret expires; nil: never.
func (s *Secret) end() *int64 {
	if s.ExpiresAt == 0 {
		return nil
	}
	return &s.ExpiresAt
}
