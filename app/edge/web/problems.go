package web

import (
	"context"
	"slices"
	"strings"

	"portico/app/ground/fault"
)

// FormProblems returns the texts of a rejected form by field; those that belong to
// none of the form's fields apply to the whole form, "". A field of an object, such as
// "branding.logoUrl", may be named by its last part. An error that the user cannot
// correct is returned.
func FormProblems(ctx context.Context, err error, fields ...string) (map[string]string, error) {
	f := fault.From(err)
	isRefused := f.Kind == fault.Forbidden && len(f.Fields) == 0
	if !IsExpected(f) || f.Kind == fault.Missing || isRefused {
		return nil, err
	}
	texts := map[string]string{}
	for field, text := range FieldErrors(ctx, f) {
		texts[fieldOfForm(field, fields)] = text
	}
	return texts, nil
}

// fieldOfForm returns a form's name for a fault's field; "" if the form does not have it.
func fieldOfForm(field string, fields []string) string {
	if slices.Contains(fields, field) {
		return field
	}
	if last := field[strings.LastIndexByte(field, '.')+1:]; slices.Contains(fields, last) {
		return last
	}
	return ""
}
