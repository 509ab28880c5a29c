package protocol

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// ResponseMode is how an authorization response is delivered (OAuth 2.0 Multiple
// Response Types; OAuth 2.0 Form Post Response Mode).
type ResponseMode string

// The response modes.
const (
	ModeQuery    ResponseMode = "query"
	ModeFragment ResponseMode = "fragment"
	ModeFormPost ResponseMode = "form_post"
)

// ResponseModes lists the supported modes.
func ResponseModes() []ResponseMode { return []ResponseMode{ModeQuery, ModeFragment, ModeFormPost} }

// ResponseTypeCode is the only response type: tokens never travel through the browser.
const ResponseTypeCode = "code"

// Prompt values (OpenID Connect Core 1.0, section 3.1.2.1).
const (
	PromptNone          = "none"
	PromptLogin         = "login"
	PromptConsent       = "consent"
	PromptSelectAccount = "select_account"
)

// Prompts lists the supported prompt values.
func Prompts() []string {
	return []string{PromptNone, PromptLogin, PromptConsent, PromptSelectAccount}
}

// GrantType is a grant type of the token endpoint.
type GrantType string

// The grant types.
const (
	GrantAuthorizationCode GrantType = "authorization_code"
	GrantRefreshToken      GrantType = "refresh_token"
	GrantClientCredentials GrantType = "client_credentials"
)

// Authentication context classes that a sign-in can reach (OpenID Connect
// Core 1.0, section 2, acr).
const ACRPassword = "urn:portico:acr:password"

// IsCustomScheme reports whether a redirect URI is opened by its scheme, which any
// other app can register as well (RFC 8252, sections 7.1 and 8.4).
func IsCustomScheme(redirectURI string) bool {
	u, err := url.Parse(redirectURI)
	return err == nil && u.Scheme != "https" && u.Scheme != "http"
}

// IsLoopbackMatch reports whether asked differs from registered only in the port
// and both are http on a loopback address (RFC 8252, section 7.3; RFC 9700,
// section 2.1 also allows localhost).
func IsLoopbackMatch(registered, asked string) bool {
	r, err := url.Parse(registered)
	if err != nil || r.Scheme != "http" || !slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, r.Hostname()) {
		return false
	}
	a, err := url.Parse(asked)
	if err != nil || a.User != nil || a.Hostname() != r.Hostname() {
		return false
	}
	return withoutPort(registered, r) == withoutPort(asked, a) && isPort(a.Port())
}

// withoutPort cuts the port out of the authority and leaves every other byte as it is.
func withoutPort(text string, parsed *url.URL) string {
	if parsed.Port() == "" {
		return text
	}
	return strings.Replace(text, parsed.Host, strings.TrimSuffix(parsed.Host, ":"+parsed.Port()), 1)
}

func isPort(port string) bool {
	_, err := strconv.ParseUint(port, 10, 16)
	return port == "" || (len(port) <= 5 && err == nil)
}
