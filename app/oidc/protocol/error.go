package protocol

import (
	"errors"
	"strings"
)

// Code is an error code of OAuth 2.0, OpenID Connect or one of their extensions.
type Code string

// The error codes in use.
const (
	InvalidRequest          Code = "invalid_request"           // RFC 6749, section 4.1.2.1
	InvalidClient           Code = "invalid_client"            // RFC 6749, section 5.2
	InvalidGrant            Code = "invalid_grant"             // RFC 6749, section 5.2
	UnauthorizedClient      Code = "unauthorized_client"       // RFC 6749, section 5.2
	UnsupportedGrantType    Code = "unsupported_grant_type"    // RFC 6749, section 5.2
	UnsupportedResponseType Code = "unsupported_response_type" // RFC 6749, section 4.1.2.1
	UnsupportedResponseMode Code = "unsupported_response_mode" // in common use, but not registered
	UnsupportedTokenType    Code = "unsupported_token_type"    // RFC 7009, section 2.2.1
	InvalidScope            Code = "invalid_scope"             // RFC 6749, section 5.2
	AccessDenied            Code = "access_denied"             // RFC 6749, section 4.1.2.1
	ServerError             Code = "server_error"              // RFC 6749, section 4.1.2.1
	TemporarilyUnavailable  Code = "temporarily_unavailable"   // RFC 6749, section 4.1.2.1
	InvalidTarget           Code = "invalid_target"            // RFC 8707, section 2
	InvalidToken            Code = "invalid_token"             // RFC 6750, section 3.1
	InsufficientScope       Code = "insufficient_scope"        // RFC 6750, section 3.1
	LoginRequired           Code = "login_required"            // OpenID Connect Core 1.0, section 3.1.2.6
	ConsentRequired         Code = "consent_required"          // OpenID Connect Core 1.0, section 3.1.2.6
	InteractionRequired     Code = "interaction_required"      // OpenID Connect Core 1.0, section 3.1.2.6
	AccountSelection        Code = "account_selection_required"
	RequestNotSupported     Code = "request_not_supported"
	RequestURINotSupported  Code = "request_uri_not_supported"
	RegistrationUnsupported Code = "registration_not_supported"
	UnmetAuthentication     Code = "unmet_authentication_requirements" // RFC 9470 and its OpenID extension
)

// Error is an error for an OAuth client. Its description is for the client's
// developer: it names what to change and never includes Cause.
type Error struct {
	Code        Code
	Description string
	// Scope is the missing scope, with InsufficientScope.
	Scope string
	// IsByScript marks an AccessDenied of a tenant's script.
	IsByScript bool
	// TriedBasic asks for a WWW-Authenticate header (RFC 6749, section 5.2).
	TriedBasic bool
	// Cause is for the log only.
	Cause error
}

// NewError makes an error. In the description, characters that RFC 6749,
// appendix A.8 does not allow become spaces.
func NewError(code Code, description string) *Error {
	return &Error{Code: code, Description: printable(description)}
}

// Because returns a copy with the cause set.
func (e *Error) Because(cause error) *Error {
	clone := *e
	clone.Cause = cause
	return &clone
}

// Error is the text for the log.
func (e *Error) Error() string {
	text := string(e.Code) + ": " + e.Description
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Status is the HTTP status for endpoints that do not redirect.
// Organization errors of the token endpoint are 403; what a script denies is 400.
func (e *Error) Status() int {
	if e.IsByScript {
		return 400
	}
	switch e.Code {
	case InvalidClient, InvalidToken:
		return 401
	case AccessDenied, InsufficientScope:
		return 403
	case ServerError:
		return 500
	case TemporarilyUnavailable:
		return 503
	default:
		return 400
	}
}

// AsError finds the protocol error in err; anything else is a server_error
// with err as its cause.
func AsError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return NewError(ServerError, "something went wrong; try again").Because(err)
}

func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r > 0x7e || r == '"' || r == '\\' {
			return ' '
		}
		return r
	}, text)
}
