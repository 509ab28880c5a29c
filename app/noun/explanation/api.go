package explanation

import (
	"context"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
)

type (
	explainInput struct {
		UserID         string `path:"userId"`
		ApplicationID  string `query:"applicationId" doc:"The application that would get the token"`
		ResourceID     string `query:"resourceId" doc:"The API resource that the token is for; without one, it is an organization token"`
		OrganizationID string `query:"organizationId" doc:"The organization that the token is for"`
	}
	explainOutput struct {
		Body struct {
			Refusal  api.Optional[string] `json:"refusal" doc:"Why no token would be issued; null if one would be"`
			HasGrant bool                 `json:"hasGrant" doc:"Whether the user has already granted this to the application; if not, the scopes apply from the next sign-in"`
			Scopes   []explainedBody      `json:"scopes"`
		}
	}
	explainedBody struct {
		Name      string      `json:"name"`
		IsCarried bool        `json:"isCarried" doc:"Whether the token would contain it"`
		Roles     []givenBody `json:"roles" doc:"The roles that grant it"`
	}
	givenBody struct {
		ID             string               `json:"id"`
		Name           string               `json:"name"`
		OrganizationID api.Optional[string] `json:"organizationId" doc:"The organization in which the user has the role; null for a role of the tenant"`
	}
)

// API explains the permissions of users.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ExplainUserPermissions", Route: "GET /users/{userId}/permissions", Tag: "Users", Errors: []int{400, 404},
		Summary:     "Explain what an access token for a user would contain now, and which role grants each scope",
		Description: "Name a resource, an organization or both.",
	}, a.explain)
}

func (a API) explain(ctx context.Context, input *explainInput) (*explainOutput, error) {
	answer, err := a.Explain(ctx, tenant.From(ctx).Store, Question{
		UserID: input.UserID, ApplicationID: input.ApplicationID,
		ResourceID: input.ResourceID, OrganizationID: input.OrganizationID,
	})
	if err != nil {
		return nil, err
	}
	output := &explainOutput{}
	output.Body.Refusal = textOrNull(string(answer.Refusal))
	output.Body.HasGrant, output.Body.Scopes = answer.HasGrant, []explainedBody{}
	for _, scope := range answer.Scopes {
		body := explainedBody{Name: scope.Name, IsCarried: scope.IsCarried, Roles: []givenBody{}}
		for _, given := range scope.Given {
			body.Roles = append(body.Roles, givenBody{ID: given.RoleID, Name: given.RoleName, OrganizationID: textOrNull(given.OrganizationID)})
		}
		output.Body.Scopes = append(output.Body.Scopes, body)
	}
	return output, nil
}

func textOrNull(text string) api.Optional[string] {
	return api.Optional[string]{IsSet: true, IsNull: text == "", Value: text}
}
