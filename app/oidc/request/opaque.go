package request

import (
	"context"

	"portico/app/oidc/protocol"
)

// maxOpaque bounds, in bytes, the values that are only returned.
const maxOpaque = 4096

// opaque bounds nonce and state, which are otherwise returned byte for byte.
func opaque(_ context.Context, r *Request) error {
	for _, name := range []string{"nonce", "state"} {
		if len(r.Values.Get(name)) > maxOpaque {
			return protocol.NewError(protocol.InvalidRequest, name+" is too long")
		}
	}
	return nil
}
