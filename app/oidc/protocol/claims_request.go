package protocol

import (
	"encoding/json"
	"slices"
)

// ClaimsRequest are claims asked for one by one (OpenID Connect Core 1.0, section 5.5).
type ClaimsRequest struct {
	UserInfo map[string]ClaimRequest `json:"userinfo"`
	IDToken  map[string]ClaimRequest `json:"id_token"`
}

// ClaimRequest says how a claim is wanted; null asks for it in the default manner.
type ClaimRequest struct {
	Essential bool  `json:"essential"`
	Value     any   `json:"value"`
	Values    []any `json:"values"`
}

// Allows reports whether a value is one of those wanted; any is when none is named.
func (c ClaimRequest) Allows(value string) bool {
	if c.Value == nil && len(c.Values) == 0 {
		return true
	}
	return c.Value == value || slices.Contains(c.Values, any(value))
}

// ParseClaimsRequest reads the claims parameter; "" asks for nothing.
func ParseClaimsRequest(text string) (ClaimsRequest, error) {
	var asked ClaimsRequest
	if text == "" {
		return asked, nil
	}
	if err := json.Unmarshal([]byte(text), &asked); err != nil {
		return ClaimsRequest{}, NewError(InvalidRequest, "claims must be a JSON object as in OpenID Connect Core, section 5.5").Because(err)
	}
	return asked, nil
}
