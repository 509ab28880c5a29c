package client

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// readBasic reads client_secret_basic from an Authorization header (RFC 6749,
// section 2.3.1; RFC 7617). Any other scheme is not client authentication and
// yields nil.
func readBasic(header string) (credential, error) {
	scheme, text, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Basic") {
		return nil, nil
	}
	malformed := invalidRequest("invalid authorization header value format")
	raw, err := base64.StdEncoding.DecodeString(strings.Trim(text, " "))
	if err != nil {
		return nil, malformed
	}
	encodedID, encodedSecret, hasColon := strings.Cut(string(raw), ":")
	if !hasColon {
		return nil, malformed
	}
	// The causes are dropped: they may quote part of a secret.
	id, err := url.QueryUnescape(encodedID)
	if err != nil {
		return nil, malformed
	}
	value, err := url.QueryUnescape(encodedSecret)
	if err != nil {
		return nil, malformed
	}
	if id == "" || !isVisible(id) || !isVisible(value) {
		return nil, malformed
	}
	return secret{MethodBasic, id, value}, nil
}

// isVisible reports whether text has only the characters allowed in client
// identifiers and secrets (RFC 6749, appendixes A.1 and A.2).
func isVisible(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < 0x20 || r > 0x7e })
}
