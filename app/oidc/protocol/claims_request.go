package protocol

import (
	"encoding/json"
	"maps"
	"slices"
)

// ClaimsRequest are claims asked for one by one (OpenID Connect Core 1.0, section 5.5).
type ClaimsRequest struct {
	UserInfo map[string]ClaimRequest `json:"userinfo"`
	IDToken  map[string]ClaimRequest `json:"id_token"`
}

// Scopes are those that the claims asked for belong to.
func (c ClaimsRequest) Scopes() Scopes {
	var scopes Scopes
	for _, asked := range []map[string]ClaimRequest{c.UserInfo, c.IDToken} {
		for name := range asked {
			if scope := ScopeOfClaim(name); scope != "" && !scopes.Has(scope) {
				scopes = append(scopes, scope)
			}
		}
	}
	slices.Sort(scopes)
	return scopes
}

// Of keeps the claims that belong to some scopes.
func (c ClaimsRequest) Of(scopes []string) ClaimsRequest {
	isOther := func(name string, _ ClaimRequest) bool { return !slices.Contains(scopes, ScopeOfClaim(name)) }
	maps.DeleteFunc(c.UserInfo, isOther)
	maps.DeleteFunc(c.IDToken, isOther)
	return c
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
