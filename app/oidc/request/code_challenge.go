package request

import (
	"context"

	"portico/app/oidc/protocol"
)

// codeChallenge applies RFC 7636 with S256 only. The application says whether it
// must send a challenge (RFC 9700, section 2.1.1); to a custom scheme every one
// must, since another app may receive the code (RFC 8252, section 8.1).
func codeChallenge(_ context.Context, r *Request) error {
	challenge, method := r.Values.Get("code_challenge"), r.Values.Get("code_challenge_method")
	if challenge == "" {
		if method != "" {
			return protocol.NewError(protocol.InvalidRequest, "code_challenge_method was sent without code_challenge")
		}
		if r.Client.RequiresPKCE() || protocol.IsCustomScheme(r.RedirectURI) {
			return protocol.NewError(protocol.InvalidRequest, "this application must send a code_challenge")
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
