package web

import (
	"context"

	"portico/app/ground/fault"
	"portico/locales"
)

// Message is a fault's text in the language of ctx.
func Message(ctx context.Context, f *fault.Error) string {
	return locales.T(ctx, f.Message, f.Params)
}

// FieldErrors are the texts of a fault by input field; "" is the form as a whole.
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

// IsExpected reports whether a person can mend a form after this fault; others
// end on an error page.
func IsExpected(f *fault.Error) bool {
	return f.Kind != fault.Internal && f.Kind != fault.Unavailable
}
