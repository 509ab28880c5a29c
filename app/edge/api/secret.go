package api

import (
	"context"

	"portico/app/ground/actor"
	"portico/models"
)

// Secret returns a secret value, masked for actors who may only read. An absent secret
// is empty for everyone.
func Secret(ctx context.Context, value string) string {
	if value == "" || actor.From(ctx).May(actor.Change) {
		return value
	}
	return models.MaskedSecret
}
