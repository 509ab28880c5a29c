package protocol

// TokenResponse is a successful token response (RFC 6749,
// section 5.1; OpenID Connect Core 1.0, section 3.1.3.3).
type TokenResponse struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int64  `json:"expires_in"` // seconds
	// Scope is always present, "" for a token without scopes: clients interpret its
	// absence as all that they requested (RFC 6749, section 5.1).
	Scope        string `json:"scope"`
	RefreshToken string `json:"refresh_token,omitempty"`
	IDToken      string `json:"id_token,omitempty"`
}

// ErrorResponse is an error response (RFC 6749, section 5.2) with the code and
// message that Portico's other APIs use as well.
type ErrorResponse struct {
	Code             string `json:"code,omitempty"`
	Message          string `json:"message,omitempty"`
	Error            Code   `json:"error"`
	ErrorDescription string `json:"error_description"`
	Scope            string `json:"scope,omitempty"`
}

// Response is the response body for e.
func (e *Error) Response() ErrorResponse {
	return ErrorResponse{
		Code: "oidc." + string(e.Code), Message: e.Description,
		Error: e.Code, ErrorDescription: e.Description, Scope: e.Scope,
	}
}
