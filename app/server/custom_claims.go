package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"

	"portico/app/noun/customjwt"
	"portico/app/oidc/issue"
	"portico/app/oidc/protocol"
)

// customClaims runs the tenants' scripts for the token endpoint.
type customClaims struct{ *customjwt.Service }

// Claims implements issue.Customizer.
func (c customClaims) Claims(ctx context.Context, s issue.Subject, token issue.Customized) (map[string]json.RawMessage, error) {
	claims, err := c.Service.Claims(ctx, customjwt.Issuance{
		Tenant: s.Tenant, Application: &s.Client.Application, User: s.User, Grant: s.Grant, OrganizationID: token.OrganizationID,
		TokenID: token.ID, Audience: token.Audience, Scope: token.Scope, GrantType: string(s.GrantType),
	})
	var refused *customjwt.Refused
	switch {
	case !errors.As(err, &refused):
		return claims, err
	case refused.IsDenied:
		failure := protocol.NewError(protocol.AccessDenied, cmp.Or(refused.Message, "access is denied"))
		failure.IsByScript = true
		return nil, failure.Because(err)
	}
	return nil, protocol.NewError(protocol.InvalidRequest, "the script for custom claims failed").Because(err)
}
