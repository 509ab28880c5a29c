package experience

import (
	"context"

	"portico/locales"
)

// errorText are the texts of an error: what it is, what happened, what to do.
type errorText struct{ title, lead, advice string }

func (p ErrorProps) text(ctx context.Context) errorText {
	text := p.Reason.text(ctx)
	if p.Message != "" {
		text.lead = p.Message
	}
	return text
}

func (r ErrorReason) text(ctx context.Context) errorText {
	switch r {
	case ErrorRequest:
		return errorText{
			title:  locales.T(ctx, "experience.error.request.title"),
			lead:   locales.T(ctx, "experience.error.request.lead"),
			advice: locales.T(ctx, "experience.error.request.advice"),
		}
	case ErrorMissing:
		return errorText{
			title:  locales.T(ctx, "experience.error.missing.title"),
			lead:   locales.T(ctx, "experience.error.missing.lead"),
			advice: locales.T(ctx, "experience.error.missing.advice"),
		}
	case ErrorForbidden:
		return errorText{
			title:  locales.T(ctx, "experience.error.forbidden.title"),
			lead:   locales.T(ctx, "experience.error.forbidden.lead"),
			advice: locales.T(ctx, "experience.error.forbidden.advice"),
		}
	case ErrorForm:
		return errorText{
			title:  locales.T(ctx, "experience.error.form.title"),
			lead:   locales.T(ctx, "error.request.cross_origin"),
			advice: locales.T(ctx, "experience.error.form.advice"),
		}
	case ErrorLimited:
		return errorText{
			title:  locales.T(ctx, "experience.error.limited.title"),
			lead:   locales.T(ctx, "experience.error.limited.lead"),
			advice: locales.T(ctx, "experience.error.limited.advice"),
		}
	default:
		return errorText{
			title:  locales.T(ctx, "experience.error.failed.title"),
			lead:   locales.T(ctx, "experience.error.failed.lead"),
			advice: locales.T(ctx, "experience.error.failed.advice"),
		}
	}
}
