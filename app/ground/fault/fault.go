package fault

import "errors"

// Kind is the class of an error; app/edge/web maps it to an HTTP status.
type Kind int

// The kinds.
const (
	Internal        Kind = iota // something of ours failed
	Invalid                     // the input is malformed
	Unauthenticated             // who is asking is not known
	Forbidden                   // who is asking may not
	Missing                     // there is no such thing
	Conflict                    // it is taken or in use
	Unprocessable               // well formed, but against a rule
	Limited                     // too much at once; try later
	Unsupported                 // not available here
	Unavailable                 // a part that is needed does not answer
)

// Error is an error for people.
type Error struct {
	Kind Kind
	// Code is stable and for programs, for example "session.invalid_credentials".
	Code string
	// Message is the id of the text, for example "error.session.invalid_credentials".
	Message string
	// Params fill the message's placeholders.
	Params map[string]any
	// Fields has the message id of each wrong input field.
	Fields map[string]string
	// Cause is for the log only.
	Cause error
}

// New makes an error whose message id is "error." followed by its code.
func New(kind Kind, code string) *Error {
	return &Error{Kind: kind, Code: code, Message: "error." + code}
}

// With returns a copy with a parameter of the message set.
func (e *Error) With(name string, value any) *Error {
	clone := *e
	clone.Params = make(map[string]any, len(e.Params)+1)
	for k, v := range e.Params {
		clone.Params[k] = v
	}
	clone.Params[name] = value
	return &clone
}

// At returns a copy that belongs to an input field.
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

// Error is for the log.
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
