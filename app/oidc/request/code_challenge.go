package request

import (
	"context"

	"portico/app/oidc/protocol"
)

// codeChallenge applies RFC 7636, S256 only. The application's setting decides
// whether a challenge is required (RFC 9700, section 2.1.1); with a custom scheme it
// always is, since another app may receive the code (RFC 8252, section 8.1).
func codeChallenge(_ context.Context, r *Request) error {
	challenge, method := r.Values.Get("code_challenge"), r.Values.Get("code_challenge_method")
	if challenge == "" {
		if method != "" {
			return protocol.NewError(protocol.InvalidRequest, "code_challenge_method was sent without code_challenge")
		}
		if missing := challengeMissing(r); missing != "" {
			return protocol.NewError(protocol.InvalidRequest, missing)
		}
		return nil
	}
	if method != protocol.MethodS256 {
		return protocol.NewError(protocol.InvalidRequest, "code_challenge_method must be S256")
	}
	if !protocol.IsChallenge(challenge) {
		return protocol.NewError(protocol.InvalidRequest, "code_challenge must be the base64url of a SHA-256")
	}
	return nil
}

// challengeMissing explains why a request without a challenge is refused, and what
// to change for it to be accepted; "" if no challenge is required.
func challengeMissing(r *Request) string {
	const missing = "code_challenge is missing: switch on PKCE with S256 in the client"
	switch {
	case r.Client.IsPublic():
		return missing + "; single-page and native applications cannot go without"
	case protocol.IsCustomScheme(r.RedirectURI):
		return missing + "; a redirect_uri with a custom scheme cannot go without"
	case r.Client.RequiresPKCE():
		return missing + ", or switch off requirePkce (Require PKCE) in the settings of this application"
	}
	return ""
}
