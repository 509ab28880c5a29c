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

// focus returns the field to focus. With an account to continue with, no field gets
// the focus unless it has an error.
func (p SignInProps) focus() string {
	if wrong := firstWrong(p.Errors, "identifier", "password", "newPassword"); wrong != "" {
		return wrong
	}
	if p.Account != nil {
		return ""
	}
	return firstEmpty(p.Identifier, "password")
}

// submitKind keeps one primary button on the page: the one to continue, if there is an account.
func (p SignInProps) submitKind() component.ButtonKind {
	if p.Account != nil {
		return component.ButtonPlain
	}
	return component.ButtonPrimary
}
