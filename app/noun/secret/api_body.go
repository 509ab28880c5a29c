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
	Value         string `json:"value" doc:"Masked for callers with read-only access"`
	CreatedAt     int64  `json:"createdAt" doc:"Milliseconds since 1970"`
	ExpiresAt     *int64 `json:"expiresAt" doc:"Milliseconds since 1970; null: never"`
}

type userTokenBody struct {
	TenantID  string `json:"tenantId"`
	UserID    string `json:"userId"`
	Name      string `json:"name"`
	Value     string `json:"value" doc:"Masked for callers with read-only access"`
	CreatedAt int64  `json:"createdAt" doc:"Milliseconds since 1970"`
	ExpiresAt *int64 `json:"expiresAt" doc:"Milliseconds since 1970; null: never"`
}

func secretBodyOf(ctx context.Context, holder models.Holder, secret *models.OpenSecret) applicationSecretBody {
	return applicationSecretBody{
		TenantID: tenant.From(ctx).ID, ApplicationID: holder.ID, Name: secret.Name, Value: api.Secret(ctx, secret.Value),
		CreatedAt: secret.CreatedAt, ExpiresAt: endOf(secret),
	}
}

func tokenBodyOf(ctx context.Context, holder models.Holder, secret *models.OpenSecret) userTokenBody {
	return userTokenBody{
		TenantID: tenant.From(ctx).ID, UserID: holder.ID, Name: secret.Name, Value: api.Secret(ctx, secret.Value),
		CreatedAt: secret.CreatedAt, ExpiresAt: endOf(secret),
	}
}

// endOf is when a secret expires; nil: never.
func endOf(secret *models.OpenSecret) *int64 {
	if secret.ExpiresAt == 0 {
		return nil
	}
	return &secret.ExpiresAt
}
