package api

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/locales"
)

// Failure is the body of every error.
type Failure struct {
	Code    string       `json:"code" doc:"Stable, for programs, for example entity.not_found"`
	Message string       `json:"message" doc:"For people, in the language of Accept-Language"`
	Data    *FailureData `json:"data,omitempty" doc:"Details of the error, if there are any"`
	Details string       `json:"details,omitempty" doc:"What is wrong with the request's fields, as one text"`

	status int
}

// FailureData has the details of an error.
type FailureData struct {
	// Message is what a script, or another service, says itself.
	Message string         `json:"message,omitempty"`
	Fields  []FieldFailure `json:"fields,omitempty"`
	// Params are the values in the message, such as relativeTime.
	Params map[string]any `json:"params,omitempty"`
}

// Error returns the text for the log.
func (f *Failure) Error() string { return f.Code }

// GetStatus returns the HTTP status.
func (f *Failure) GetStatus() int { return f.status }

// NewFailure returns the body for a fault, in the request's language.
func NewFailure(ctx context.Context, f *fault.Error) *Failure {
	failure := &Failure{Code: f.Code, Message: web.Message(ctx, f), status: web.Status(f.Kind)}
	if len(f.Fields) == 0 && len(f.Params) == 0 {
		return failure
	}
	failure.Data = &FailureData{Params: f.Params}
	failure.Data.Message, _ = f.Params[fault.Detail].(string)
	for field, message := range f.Fields {
		failure.Data.Fields = append(failure.Data.Fields, FieldFailure{field, locales.T(ctx, message, f.Params)})
	}
	slices.SortFunc(failure.Data.Fields, func(a, b FieldFailure) int { return strings.Compare(a.Field, b.Field) })
	failure.Details = detailsOf(failure.Data.Fields)
	return failure
}

// Answer responds with an error that occurred before or after the operation.
func Answer(c *fiber.Ctx, f *fault.Error) error {
	failure := NewFailure(c.UserContext(), f)
	c.Response().ResetBody()
	if failure.status == fiber.StatusUnauthorized {
		c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(failure.status).JSON(failure)
}

// AnswerStatus writes an error with a status that no kind of fault has.
func AnswerStatus(c *fiber.Ctx, status int, code string) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(status).JSON(NewFailure(c.UserContext(), fault.New(fault.Invalid, code)))
}

type failureKey struct{}

// ReturnErrors returns the errors of operations, like other handlers: otherwise huma
// would respond to them, and they would never be logged.
func ReturnErrors(c *fiber.Ctx) error {
	var failed error
	c.SetUserContext(context.WithValue(c.UserContext(), failureKey{}, &failed))
	if err := c.Next(); err != nil {
		return err
	}
	return failed
}

// fail passes the error of an operation to ReturnErrors, whose caller overwrites huma's
// response.
func fail(ctx context.Context, err error) *Failure {
	if failed, ok := ctx.Value(failureKey{}).(*error); ok {
		*failed = err
	}
	return NewFailure(ctx, fault.From(err))
}

// failureOfHuma translates huma's errors about a request.
func failureOfHuma(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
	if status >= fiber.StatusInternalServerError {
		return fail(ctx.Context(), errors.Join(append(errs, errors.New(message))...))
	}
	for _, err := range errs {
		var f *fault.Error
		if errors.As(err, &f) {
			return fail(ctx.Context(), err)
		}
	}
	var fields []FieldFailure
	for _, err := range errs {
		fields = append(fields, fieldFailure(ctx, err))
	}
	if len(fields) == 0 {
		fields = []FieldFailure{bodyFailure(ctx)}
	}
	failure := NewFailure(ctx.Context(), fault.New(fault.Invalid, codeOf(fields)))
	failure.Data = &FailureData{Fields: fields}
	failure.Details = detailsOf(fields)
	return failure
}

func detailsOf(fields []FieldFailure) string {
	texts := make([]string, 0, len(fields))
	for _, field := range fields {
		texts = append(texts, field.Field+": "+field.Message)
	}
	return strings.Join(texts, "; ")
}

// codeOf returns the error code for invalid fields: pagination has its own.
func codeOf(fields []FieldFailure) string {
	isOfPage := func(f FieldFailure) bool { return f.Field == "page" || f.Field == "page_size" }
	if slices.ContainsFunc(fields, isOfPage) {
		return "guard.invalid_pagination"
	}
	return "guard.invalid_input"
}
