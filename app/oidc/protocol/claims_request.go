package protocol

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// ClaimsRequest holds the individually requested claims (OpenID Connect Core 1.0, section 5.5).
type ClaimsRequest struct {
	UserInfo map[string]ClaimRequest `json:"userinfo"`
	IDToken  map[string]ClaimRequest `json:"id_token"`
}

// Scopes lists the scopes that the requested claims belong to.
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

// Of returns the claims that belong to the given scopes.
func (c ClaimsRequest) Of(scopes []string) ClaimsRequest {
	isOther := func(name string, _ ClaimRequest) bool { return !slices.Contains(scopes, ScopeOfClaim(name)) }
	maps.DeleteFunc(c.UserInfo, isOther)
	maps.DeleteFunc(c.IDToken, isOther)
	return c
}

// ClaimRequest is how a claim is requested; null requests it in the default manner.
type ClaimRequest struct {
	Essential bool  `json:"essential"`
	Value     any   `json:"value"`
	Values    []any `json:"values"`
}

// Allows reports whether value is among the requested values, or no value is requested.
func (c ClaimRequest) Allows(value string) bool {
	if c.Value == nil && len(c.Values) == 0 {
		return true
	}
	return c.Value == value || slices.Contains(c.Values, any(value))
}

// ParseClaimsRequest parses the claims parameter; "" requests nothing.
func ParseClaimsRequest(text string) (ClaimsRequest, error) {
	var asked ClaimsRequest
	if text == "" {
		return asked, nil
	}
	isAmbiguous := !jsontext.Value(text).IsValid() // a repeated member, where the decoder would use the last
	if err := json.Unmarshal([]byte(text), &asked); err != nil || isAmbiguous {
		return ClaimsRequest{}, NewError(InvalidRequest, "claims must be a JSON object as in OpenID Connect Core, section 5.5").Because(err)
	}
	return asked, nil
}
