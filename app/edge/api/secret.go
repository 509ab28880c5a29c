package api

import (
	"context"

	"portico/app/ground/actor"
)

// masked stands for a secret that the caller may not see.
const masked = "••••"

// Secret is a secret value as the caller may see it: dots for actors who may
// only read. No secret is empty for everybody.
func Secret(ctx context.Context, value string) string {
	if value == "" || actor.From(ctx).May(actor.Change) {
		return value
	}
	return masked
}
