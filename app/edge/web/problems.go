package web

import (
	"context"
	"slices"
	"strings"

	"portico/app/ground/fault"
)

// FormProblems are the texts of a refused form by field; what belongs to none of
// the form's fields is about the form as a whole, "". A field of an object, such
// as "branding.logoUrl", may go by its last part. An error that no input can mend
// is returned.
func FormProblems(ctx context.Context, err error, fields ...string) (map[string]string, error) {
	f := fault.From(err)
	if !IsExpected(f) || f.Kind == fault.Missing {
		return nil, err
	}
	texts := map[string]string{}
	for field, text := range FieldErrors(ctx, f) {
		texts[fieldOfForm(field, fields)] = text
	}
	return texts, nil
}

// fieldOfForm is the name that a fault's field has in a form; "" if it has none.
func fieldOfForm(field string, fields []string) string {
	if slices.Contains(fields, field) {
		return field
	}
	if last := field[strings.LastIndexByte(field, '.')+1:]; slices.Contains(fields, last) {
		return last
	}
	return ""
}
