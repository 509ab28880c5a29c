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

// FieldFailure is an error in one part of the request.
type FieldFailure struct {
	Field   string `json:"field" doc:"The name of a field or parameter"`
	Message string `json:"message"`
}

// Message ids used in place of huma's texts.
const (
	textRequired   = "error.field.required"
	textKind       = "error.field.kind"
	textUnreadable = "error.field.unreadable"
)

// separator separates the format and the values of a message. No message of huma
// contains this character.
const separator = "\x00"

// formatted formats huma's messages so that explain can parse them.
func formatted(format string, values ...any) string {
	return format + separator + fmt.Sprint(values...)
}

// fieldFailure translates huma's error about a field into the request's language. It
// omits the value, which may be a password.
func fieldFailure(ctx huma.Context, err error) FieldFailure {
	found := &huma.ErrorDetail{Location: "body"}
	var detailer huma.ErrorDetailer
	if errors.As(err, &detailer) {
		found = detailer.ErrorDetail()
	}
	text, value := explain(found.Message)
	source, name, isParameter := strings.Cut(found.Location, ".")
	switch {
	case !isParameter:
		name = found.Location // the whole body
	case text == "" && source != "body":
		text = kindOfParameter(ctx.Operation(), source, name)
	}
	if text == textRequired { // huma names the object that lacks the field
		name = strings.TrimPrefix(name+"."+value, "body.")
	}
	if text == "" {
		text = textUnreadable
	}
	return FieldFailure{Field: name, Message: locales.T(ctx.Context(), text, map[string]any{"Value": value})}
}

// explain returns our message id for a message of huma, and the value in it; "" for
// messages that are not one of its constants.
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
		{validation.MsgExpectedMinItems, "error.field.minItems"},
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

// kindOfParameter returns the message id for a parameter that is not of its documented
// type.
func kindOfParameter(operation *huma.Operation, in, name string) string {
	i := slices.IndexFunc(operation.Parameters, func(p *huma.Param) bool { return p.In == in && p.Name == name })
	if i >= 0 && operation.Parameters[i].Schema.Type == huma.TypeInteger {
		return "error.field.integer"
	}
	return textUnreadable
}

// bodyFailure is the error in a body about which huma gives no details.
func bodyFailure(ctx huma.Context) FieldFailure {
	text := textUnreadable
	if len(humafiber.Unwrap(ctx).Body()) == 0 {
		text = "error.field.body"
	}
	return FieldFailure{Field: "body", Message: locales.T(ctx.Context(), text)}
}
