package request

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// maxRequestObject bounds, in bytes, the request object that is inspected.
const maxRequestObject = 16 << 10

// readRequestObject takes from a request object (RFC 9101; OpenID Connect Core 1.0,
// section 6.1) how to answer its refusal: state and response mode, unless the
// request itself has them. The signature does not matter for that: the client and
// the redirect URI are validated without it, and the client could have sent both
// values as parameters.
func (r *Request) readRequestObject(object string) {
	var claims struct {
		State        any `json:"state"`
		ResponseMode any `json:"response_mode"`
	}
	parts := strings.Split(object, ".")
	if len(object) > maxRequestObject || len(parts) != 3 {
		return
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || !utf8.Valid(payload) || json.Unmarshal(payload, &claims) != nil {
		return
	}
	if state, _ := claims.State.(string); r.State == "" && len(state) <= maxOpaque && !strings.ContainsRune(state, 0) {
		r.State = state
	}
	if asked, _ := claims.ResponseMode.(string); !r.Values.Has("response_mode") {
		if mode, err := responseMode(asked, r.RedirectURI); err == nil {
			r.ResponseMode = mode
		}
	}
}
