package request

import (
	"context"

	"portico/app/oidc/protocol"
)

// claims reads the claims parameter (OpenID Connect Core 1.0, section 5.5). A sub
// requested with a value is the user that the client expects (section 5.5.1).
func claims(_ context.Context, r *Request) error {
	asked, err := protocol.ParseClaimsRequest(r.Values.Get("claims"))
	if err != nil {
		return err
	}
	r.Claims = asked
	if subject, ok := asked.IDToken["sub"].Value.(string); ok {
		r.Hint = &Hint{Subject: subject}
	}
	return nil
}

// acr chooses the authentication context class to report. A sign-in with a
// password satisfies one class; any other, if essential, cannot be met (OpenID
// Connect Unmet Authentication Requirements 1.0).
func acr(_ context.Context, r *Request) error {
	r.ACR = protocol.ACRPassword
	asked := r.Claims.IDToken["acr"]
	if asked.Essential && !asked.Allows(protocol.ACRPassword) {
		return protocol.NewError(protocol.UnmetAuthentication, "the requested acr is not supported")
	}
	return nil
}
