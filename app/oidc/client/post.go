package client

import "portico/app/oidc/protocol"

// readPost reads client_secret_post, credentials in the body (RFC 6749,
// section 2.3.1).
func readPost(values protocol.Values) (credential, error) {
	if !values.Has("client_id") {
		return nil, invalidRequest("client_id is missing")
	}
	return secret{MethodPost, values.Get("client_id"), values.Get("client_secret")}, nil
}
