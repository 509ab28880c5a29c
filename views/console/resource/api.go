package resource

import (
	"encoding/json"
	"strings"

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

// encoded is a body as JSON that people can read: characters of HTML stay as
// they are.
func encoded(body any) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(body); err != nil {
		return ""
	}
	return strings.TrimSpace(text.String())
}

// newCall is an example of the call.
func newCall(url string) component.APICall {
	return component.APICall{Method: "POST", URL: url, Body: encoded(newBody{Name: "Orders", Indicator: exampleIndicator})}
}

func (d Details) permissionsCalls() []component.APICall {
	calls := []component.APICall{{Method: "GET", URL: d.APIURL + "/scopes"}}
	if !d.IsManagementAPI {
		calls = append(calls, component.APICall{
			Method: "POST", URL: d.APIURL + "/scopes",
			Body: encoded(permissionBody{Name: exampleName, Description: "See orders"}),
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
		component.APICall{Method: "PATCH", URL: d.APIURL, Body: encoded(generalBody{r.Name, r.AccessTokenTTL})},
		component.APICall{Method: "PATCH", URL: d.APIURL + "/is-default", Body: encoded(defaultBody{!r.IsDefault})},
		component.APICall{Method: "DELETE", URL: d.APIURL},
	)
}
