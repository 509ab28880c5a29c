package user

import (
	"context"

	"portico/locales"
)

// madeTitle says what has been done.
func madeTitle(ctx context.Context, p MadePasswordProps) string {
	data := locales.Data{"Name": p.User.DisplayName()}
	if p.IsNew {
		return locales.T(ctx, "console.users.madeUser", data)
	}
	return locales.T(ctx, "console.user.madePassword", data)
}
