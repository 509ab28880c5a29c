package experience

import (
	"context"

	"portico/locales"
	"portico/views/component"
)

func (p SignInProps) title(ctx context.Context) string {
	if p.Account != nil {
		return locales.T(ctx, "experience.account.title")
	}
	return locales.T(ctx, "experience.signIn.title", locales.Data{"Application": p.Application})
}

func (p SignInProps) lead(ctx context.Context) string {
	if p.Account != nil {
		return locales.T(ctx, "experience.account.lead", locales.Data{"Application": p.Application})
	}
	return locales.T(ctx, "experience.signIn.lead")
}

// focus names the field in which typing goes on. An account to continue with
// comes first, so then no field takes the focus unless it is wrong.
func (p SignInProps) focus() string {
	if wrong := firstWrong(p.Errors, "identifier", "password", "newPassword"); wrong != "" {
		return wrong
	}
	if p.Account != nil {
		return ""
	}
	return firstEmpty(p.Identifier, "password")
}

// submitKind leaves the page one primary button: to continue with the account, when there is one.
func (p SignInProps) submitKind() component.ButtonKind {
	if p.Account != nil {
		return component.ButtonPlain
	}
	return component.ButtonPrimary
}
