package thirdparty

import "portico/app/edge/api"

// API serves what third-party applications may ask for, and how applications present
// themselves.
type API struct{ *Service }

// tag is the tag of the routes in the OpenAPI document.
const tag = "Applications"

// applicationInput is the input of calls about an application.
type applicationInput struct {
	ApplicationID string `path:"applicationId"`
}

// Register adds the routes.
func (a API) Register(to *api.API) {
	a.registerScopes(to)
	a.registerExperience(to)
}
