package request

import (
	"context"

	"portico/app/oidc/protocol"
)

// unsupported refuses parameters that would change the request's meaning if they
// were ignored (OpenID Connect Core 1.0, sections 6 and 7.2.1).
func unsupported(_ context.Context, r *Request) error {
	switch {
	case r.Values.Has("request"):
		r.readRequestObject(r.Values.Get("request"))
		return protocol.NewError(protocol.RequestNotSupported, "request objects are not supported")
	case r.Values.Has("request_uri"):
		return protocol.NewError(protocol.RequestURINotSupported, "request_uri is not supported")
	case r.Values.Has("registration"):
		return protocol.NewError(protocol.RegistrationUnsupported, "the registration parameter is not supported")
	}
	return nil
}
