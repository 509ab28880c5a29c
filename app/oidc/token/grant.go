package token

import (
	"context"

	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
	"portico/models/store"
)

// call is one token request.
type call struct {
	issue.Subject
	values protocol.Values
}

// basis is what a grant has verified and tokens are issued on.
type basis struct {
	issue.Subject
	nonce string
	// commit writes the grant's changes, in the transaction in which the
	// tokens are stored, and returns the refresh token to answer with, if any.
	commit func(context.Context, *store.Store) (string, error)
}

// grant is one grant type.
type grant struct {
	event string // its key in the audit log
	// prove verifies what the client presents.
	prove func(context.Context, *call) (*basis, error)
}

// GrantTypes lists the enabled grants; discovery reads the same map.
func (e *Endpoint) GrantTypes() []protocol.GrantType {
	types := make([]protocol.GrantType, 0, len(e.grants))
	for _, known := range []protocol.GrantType{
		protocol.GrantAuthorizationCode, protocol.GrantRefreshToken, protocol.GrantClientCredentials,
	} {
		if _, on := e.grants[known]; on {
			types = append(types, known)
		}
	}
	return types
}
