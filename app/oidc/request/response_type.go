package request

import (
	"context"

	"portico/app/oidc/protocol"
)

func responseType(_ context.Context, r *Request) error {
	switch r.Values.Get("response_type") {
	case protocol.ResponseTypeCode:
		return nil
	case "":
		return protocol.NewError(protocol.InvalidRequest, "response_type is missing")
	default:
		return protocol.NewError(protocol.UnsupportedResponseType, "response_type must be code")
	}
}
