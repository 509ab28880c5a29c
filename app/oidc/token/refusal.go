package token

import (
	"errors"

	"portico/app/ground/permission"
	"portico/app/oidc/protocol"
)

// refused translates a permission refusal into a protocol error; other errors are
// returned unchanged.
func refused(err error, isMachine bool) error {
	var refusal permission.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	switch refusal {
	case permission.RefusedThirdParty:
		return protocol.NewError(protocol.InvalidTarget, "this application may not request this API resource").Because(err)
	case permission.RefusedScope:
		failure := protocol.NewError(protocol.InsufficientScope, "the refresh token lacks the scope "+protocol.ScopeOrganizations)
		failure.Scope = protocol.ScopeOrganizations
		return failure.Because(err)
	case permission.RefusedNotMember:
		if isMachine {
			return protocol.NewError(protocol.AccessDenied, "the application is not in the organization").Because(err)
		}
		return protocol.NewError(protocol.AccessDenied, "user is not a member of the organization").Because(err)
	case permission.RefusedBlocked:
		return protocol.NewError(protocol.AccessDenied, "the organization does not allow this application").Because(err)
	case permission.RefusedConsent:
		return protocol.NewError(protocol.AccessDenied, "organization access is not granted to the application").Because(err)
	case permission.RefusedMFA:
		return protocol.NewError(protocol.AccessDenied, "the organization requires multi-factor authentication").Because(err)
	default: // unreachable: a missing grant or target was refused earlier
		return err
	}
}
