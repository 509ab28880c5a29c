package connectors

import (
	"context"
	"net"
)

// Kind is what connectors are for.
type Kind string

// KindEmail are connectors that send mail.
const KindEmail Kind = "Email"

// Definition is a kind of service that can be set up.
type Definition struct {
	ID   string // for example "simple-mail-transfer-protocol"
	Kind Kind
	// Name and Description are in English.
	Name, Description string
	// Secrets are the places in a configuration that hold credentials, as names
	// joined by dots.
	Secrets []string
	// NewMail reads the configuration, a JSON object, of a connector that sends
	// mail. Error: *ConfigError.
	NewMail func(config []byte, dial Dial) (Mail, error)
}

// Dial connects to host:port over TCP, where that is allowed.
type Dial func(ctx context.Context, address string) (net.Conn, error)

// Mail is a connector that sends mail.
type Mail interface {
	// Config is the configuration as it was understood: what shall be kept of it.
	Config() any
	// Templates are what the mail is written from.
	Templates() []Template
	// Send sends a message. Error: *Failure.
	Send(ctx context.Context, message Message) error
}

// ConfigError says what is wrong with a configuration, without its values.
type ConfigError struct {
	Field  string // its name; names joined by dots inside
	Reason string
}

// Error names the field.
func (e *ConfigError) Error() string { return e.Field + " " + e.Reason }

// Stage is how far a message came.
type Stage string

// The stages.
const (
	StageConnect Stage = "connect" // the server was not reached
	StageSecure  Stage = "secure"  // no connection that nobody else can read
	StageSignIn  Stage = "signIn"  // the server refused the credentials
	StageSend    Stage = "send"    // the server refused the message
)

// Failure says why a message was not sent.
type Failure struct {
	Stage Stage
	// Detail is what the service said, on one line and without credentials.
	Detail string
	Cause  error // for the log
}

// Error is for the log.
func (f *Failure) Error() string {
	if f.Cause == nil {
		return string(f.Stage) + ": " + f.Detail
	}
	return string(f.Stage) + ": " + f.Cause.Error()
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Cause }
