package operator

import (
	"context"

	"portico/locales"
)

// welcomeLead says what the account will be.
func welcomeLead(ctx context.Context, p WelcomeProps) string {
	if p.IsFirst {
		return locales.T(ctx, "console.welcome.first")
	}
	return locales.T(ctx, "console.welcome.invited", locales.Data{"Role": RoleName(ctx, p.Role)})
}
