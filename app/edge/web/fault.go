package web

import (
	"context"

	"portico/app/ground/fault"
	"portico/locales"
)

// Message returns a fault's text in the language of ctx.
func Message(ctx context.Context, f *fault.Error) string {
	return locales.T(ctx, f.Message, f.Params)
}

// FieldErrors returns the texts of a fault by input field; "" is the whole form.
func FieldErrors(ctx context.Context, f *fault.Error) map[string]string {
	if len(f.Fields) == 0 {
		return map[string]string{"": Message(ctx, f)}
	}
	texts := make(map[string]string, len(f.Fields))
	for field, id := range f.Fields {
		texts[field] = locales.T(ctx, id, f.Params)
	}
	return texts
}

// IsExpected reports whether the user can correct the form after this fault; others
// lead to an error page.
func IsExpected(f *fault.Error) bool {
	return f.Kind != fault.Internal && f.Kind != fault.Unavailable
}
