package resource

import (
	"portico/views/component"
)

// newBody is the body of the call that registers a resource, generalBody of the
// one that changes what the tab General shows.
type newBody struct {
	Name      string `json:"name"`
	Indicator string `json:"indicator"`
}

type generalBody struct {
	Name           string `json:"name"`
	AccessTokenTTL int64  `json:"accessTokenTtl"`
}

type defaultBody struct {
	IsDefault bool `json:"isDefault"`
}

type permissionBody struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

// newCall is an example of the call.
func newCall(url string) component.APICall {
	return component.APICall{Method: "POST", URL: url, Body: component.Encoded(newBody{Name: "Orders", Indicator: exampleIndicator})}
}

func (d Details) permissionsCalls() []component.APICall {
	calls := []component.APICall{{Method: "GET", URL: d.APIURL + "/scopes"}}
	if !d.IsManagementAPI {
		calls = append(calls, component.APICall{
			Method: "POST", URL: d.APIURL + "/scopes",
			Body: component.Encoded(permissionBody{Name: exampleName, Description: "See orders"}),
		})
	}
	return calls
}

func (d Details) generalCalls() []component.APICall {
	calls := []component.APICall{{Method: "GET", URL: d.APIURL}}
	if d.IsManagementAPI {
		return calls
	}
	r := d.Resource
	return append(calls,
		component.APICall{Method: "PATCH", URL: d.APIURL, Body: component.Encoded(generalBody{r.Name, r.AccessTokenTTL})},
		component.APICall{Method: "PATCH", URL: d.APIURL + "/is-default", Body: component.Encoded(defaultBody{!r.IsDefault})},
		component.APICall{Method: "DELETE", URL: d.APIURL},
	)
}
