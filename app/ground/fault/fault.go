package fault

import "errors"

// Kind is the class of an error; app/edge/web maps it to an HTTP status.
type Kind int

// The kinds.
const (
	Internal        Kind = iota // an internal error
	Invalid                     // the input is malformed
	Unauthenticated             // the caller is not authenticated
	Forbidden                   // the caller is not allowed to do this
	Missing                     // not found
	Conflict                    // already taken or in use
	Unprocessable               // well formed, but breaks a rule
	Limited                     // too many requests; try again later
	Unsupported                 // not available here
	Unavailable                 // a dependency does not answer
)

// Detail names the parameter that says in a service's own words what went wrong.
const Detail = "Detail"

// Error is an error for people.
type Error struct {
	Kind Kind
	// Code is stable, for programs, such as "session.invalid_credentials".
	Code string
	// Message is the id of the text, such as "error.session.invalid_credentials".
	Message string
	// Params fill the message's placeholders.
	Params map[string]any
	// Fields maps each invalid input field to its message id.
	Fields map[string]string
	// Cause is for the log only.
	Cause error
}

// New returns an error whose message id is "error." followed by its code.
func New(kind Kind, code string) *Error {
	return &Error{Kind: kind, Code: code, Message: "error." + code}
}

// With returns a copy with a message parameter set.
func (e *Error) With(name string, value any) *Error {
	clone := *e
	clone.Params = make(map[string]any, len(e.Params)+1)
	for k, v := range e.Params {
		clone.Params[k] = v
	}
	clone.Params[name] = value
	return &clone
}

// At returns a copy attached to an input field.
func (e *Error) At(field string) *Error {
	clone := *e
	clone.Fields = map[string]string{field: e.Message}
	return &clone
}

// Because returns a copy with the cause set.
func (e *Error) Because(cause error) *Error {
	clone := *e
	clone.Cause = cause
	return &clone
}

// Error returns the text for the log.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Code + ": " + e.Cause.Error()
	}
	return e.Code
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// From finds the fault in err; anything else is Internal with err as its cause.
func From(err error) *Error {
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return New(Internal, "internal").Because(err)
}
