package customjwt

import (
	"encoding/json"
	"slices"
)

// Reserved lists the claims that a script cannot set.
func Reserved() []string {
	return []string{
		"jti", "sub", "iat", "nbf", "exp", "scope", "client_id", "iss", "aud",
		"organization_id", "act", "cnf", "sid", "auth_time", "acr", "amr", "azp", "token_type",
		"grant_id", // introspection follows it
	}
}

// unreserved returns the claims that a token gets, and the names of the others, sorted.
func unreserved(claims map[string]json.RawMessage) (kept map[string]json.RawMessage, ignored []string) {
	kept = make(map[string]json.RawMessage, len(claims))
	for name, value := range claims {
		if slices.Contains(Reserved(), name) {
			ignored = append(ignored, name)
			continue
		}
		kept[name] = value
	}
	slices.Sort(ignored)
	return kept, ignored
}
