package connectors

import (
	"context"
	"net"
)

// Kind is the purpose of a connector.
type Kind string

// KindEmail is the kind of connectors that send email.
const KindEmail Kind = "Email"

// Definition describes a type of connector that can be set up.
type Definition struct {
	ID   string // for example "simple-mail-transfer-protocol"
	Kind Kind
	// Name and Description are in English.
	Name, Description string
	// Secrets are the paths of configuration fields that contain credentials, with
	// names joined by dots.
	Secrets []string
	// NewMail creates a connector that sends email from its configuration, a JSON
	// object. Error: *ConfigError.
	NewMail func(config []byte, dial Dial) (Mail, error)
}

// Dial connects to host:port over TCP, if that is allowed.
type Dial func(ctx context.Context, address string) (net.Conn, error)

// Mail is a connector that sends email.
type Mail interface {
	// Config is the configuration as parsed, without unknown fields: what to store.
	Config() any
	// Templates are the email templates.
	Templates() []Template
	// Send sends a message. Error: *Failure.
	Send(ctx context.Context, message Message) error
}

// ConfigError is what is wrong with a configuration, without its values.
type ConfigError struct {
	Field  string // its path, with names joined by dots
	Reason string
}

// Error names the field.
func (e *ConfigError) Error() string { return e.Field + " " + e.Reason }

// Stage is how far sending a message got.
type Stage string

// The stages.
const (
	StageConnect Stage = "connect" // the server could not be reached
	StageSecure  Stage = "secure"  // no encrypted connection could be established
	StageSignIn  Stage = "signIn"  // the server rejected the credentials
	StageSend    Stage = "send"    // the server rejected the message
)

// Failure is why a message was not sent.
type Failure struct {
	Stage Stage
	// Detail is the server's response, on one line and without credentials.
	Detail string
	Cause  error // for the log
}

// Error returns a description for the log.
func (f *Failure) Error() string {
	if f.Cause == nil {
		return string(f.Stage) + ": " + f.Detail
	}
	return string(f.Stage) + ": " + f.Cause.Error()
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Cause }
