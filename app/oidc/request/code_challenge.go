package request

import (
	"context"

	"portico/app/oidc/protocol"
)

// codeChallenge holds RFC 7636 with S256 only; who must send one is the
// application's to say (RFC 9700, section 2.1.1).
func codeChallenge(_ context.Context, r *Request) error {
	challenge, method := r.Values.Get("code_challenge"), r.Values.Get("code_challenge_method")
	if challenge == "" {
		if method != "" {
			return protocol.NewError(protocol.InvalidRequest, "code_challenge_method was sent without code_challenge")
		}
		if r.Client.RequiresPKCE() {
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
