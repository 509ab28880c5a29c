package api

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/danielgtaylor/huma/v2/validation"

	"portico/locales"
)

// FieldFailure is what is wrong with one part of the request.
type FieldFailure struct {
	Field   string `json:"field" doc:"The name of a field or parameter"`
	Message string `json:"message"`
}

// Message ids that stand for themselves where huma has a text of its own.
const (
	textRequired   = "error.field.required"
	textKind       = "error.field.kind"
	textUnreadable = "error.field.unreadable"
)

// separator stands between the format and the values of a message. No message
// of huma has such a character.
const separator = "\x00"

// formatted makes huma's messages so that explain can take them apart again.
func formatted(format string, values ...any) string {
	return format + separator + fmt.Sprint(values...)
}

// fieldFailure says in the request's language what huma found wrong with a
// field. It leaves out what was sent: that may be a password.
func fieldFailure(ctx huma.Context, err error) FieldFailure {
	found := &huma.ErrorDetail{Location: "body"}
	var detailer huma.ErrorDetailer
	if errors.As(err, &detailer) {
		found = detailer.ErrorDetail()
	}
	text, value := explain(found.Message)
	source, place, isParameter := strings.Cut(found.Location, ".")
	switch {
	case !isParameter:
		place = found.Location // the body as a whole
	case text == "" && source != "body":
		text = kindOfParameter(ctx.Operation(), source, place)
	}
	if text == textRequired { // huma names the object that lacks the field
		place = strings.TrimPrefix(place+"."+value, "body.")
	}
	if text == "" {
		text = textUnreadable
	}
	return FieldFailure{Field: place, Message: locales.T(ctx.Context(), text, map[string]any{"Value": value})}
}

// explain finds our text for a message of huma, and the value in it; "" for
// messages that are not among its constants.
func explain(message string) (text, value string) {
	format, value, _ := strings.Cut(message, separator)
	for _, known := range []struct{ format, text string }{
		{validation.MsgExpectedRequiredProperty, textRequired},
		{validation.MsgExpectedString, "error.field.string"},
		{validation.MsgExpectedBoolean, "error.field.boolean"},
		{validation.MsgExpectedInteger, "error.field.integer"},
		{validation.MsgExpectedArray, "error.field.array"},
		{validation.MsgExpectedObject, "error.field.object"},
		{validation.MsgExpectedOneOf, "error.field.enum"},
		{validation.MsgExpectedMinimumNumber, "error.field.minimum"},
		{validation.MsgExpectedMaximumNumber, "error.field.maximum"},
		{validation.MsgExpectedMinLength, "error.field.minLength"},
		{validation.MsgExpectedMaxLength, "error.field.maxLength"},
		{validation.MsgExpectedMaxItems, "error.field.maxItems"},
		{validation.MsgExpectedMatchExactlyOneSchema, textKind},
		{textKind, textKind},
	} {
		if format == known.format {
			return known.text, value
		}
	}
	return "", ""
}

// kindOfParameter is our text for a parameter that cannot be read as what the
// document says it is.
func kindOfParameter(operation *huma.Operation, in, name string) string {
	i := slices.IndexFunc(operation.Parameters, func(p *huma.Param) bool { return p.In == in && p.Name == name })
	if i >= 0 && operation.Parameters[i].Schema.Type == huma.TypeInteger {
		return "error.field.integer"
	}
	return textUnreadable
}

// bodyFailure is what is wrong with a body that huma says nothing more about.
func bodyFailure(ctx huma.Context) FieldFailure {
	text := textUnreadable
	if len(humafiber.Unwrap(ctx).Body()) == 0 {
		text = "error.field.body"
	}
	return FieldFailure{Field: "body", Message: locales.T(ctx.Context(), text)}
}
