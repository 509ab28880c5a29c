package api

import (
	"context"
	"errors"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"portico/locales"
)

// FieldFailure is what is wrong with one part of the request.
type FieldFailure struct {
	Field   string `json:"field" doc:"The name of a field or parameter"`
	Message string `json:"message"`
}

// fieldFailure says in the request's language what huma found wrong with a
// field. It leaves out what was sent: that may be a password.
func fieldFailure(ctx context.Context, err error) FieldFailure {
	found := &huma.ErrorDetail{Location: "body"}
	var detailer huma.ErrorDetailer
	if errors.As(err, &detailer) {
		found = detailer.ErrorDetail()
	}
	text, value := explain(found.Message)
	place := found.Location
	if text == textRequired { // huma names the object that lacks the field
		place += "." + value
	}
	for _, part := range []string{"body.", "query.", "path."} {
		place = strings.TrimPrefix(place, part)
	}
	return FieldFailure{Field: place, Message: locales.T(ctx, text, map[string]any{"Value": value})}
}

const textRequired = "error.field.required"

// explain finds our text for a message of huma, and the value that is in both.
func explain(message string) (text, value string) {
	for _, known := range []struct{ message, text string }{
		{validation.MsgExpectedRequiredProperty, textRequired},
		{validation.MsgExpectedString, "error.field.string"},
		{validation.MsgExpectedBoolean, "error.field.boolean"},
		{validation.MsgExpectedInteger, "error.field.integer"},
		{"invalid integer", "error.field.integer"},
		{validation.MsgExpectedArray, "error.field.array"},
		{validation.MsgExpectedObject, "error.field.object"},
		{validation.MsgExpectedOneOf, "error.field.enum"},
		{validation.MsgExpectedMinimumNumber, "error.field.minimum"},
		{validation.MsgExpectedMaximumNumber, "error.field.maximum"},
		{validation.MsgExpectedMinLength, "error.field.minLength"},
		{validation.MsgExpectedMaxLength, "error.field.maxLength"},
		{validation.MsgExpectedMaxItems, "error.field.maxItems"},
		{validation.MsgExpectedMatchExactlyOneSchema, "error.field.kind"},
		{"json: %s", "error.field.kind"},
		{"request body is required", "error.field.body"},
	} {
		if value, isThis := filled(known.message, message); isThis {
			return known.text, value
		}
	}
	return "error.field.unreadable", ""
}

// filled tells whether a message is a format with its verb, if it has one,
// filled in, and with what.
func filled(format, message string) (value string, isThis bool) {
	before, after, hasVerb := strings.Cut(format, "%")
	if !hasVerb {
		return "", message == format
	}
	rest, startsAlike := strings.CutPrefix(message, before)
	value, endsAlike := strings.CutSuffix(rest, after[1:]) // a verb is % and a letter
	return value, startsAlike && endsAlike
}
