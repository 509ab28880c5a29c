package api

import (
	"context"

	"portico/app/ground/actor"
)

// masked replaces a secret that the caller may not see.
const masked = "••••"

// Secret returns a secret value, masked for actors who may only read. An absent secret
// is empty for everyone.
func Secret(ctx context.Context, value string) string {
	if value == "" || actor.From(ctx).May(actor.Change) {
		return value
	}
	return masked
}
