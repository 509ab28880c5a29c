package thirdparty

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

type (
	addScopesInput struct {
		ApplicationID string `path:"applicationId"`
		Body          struct {
			OrganizationScopes         []string `json:"organizationScopes,omitempty" maxItems:"1000" doc:"IDs"`
			ResourceScopes             []string `json:"resourceScopes,omitempty" maxItems:"1000" doc:"IDs, but not of the Management API"`
			OrganizationResourceScopes []string `json:"organizationResourceScopes,omitempty" maxItems:"1000" doc:"IDs of scopes that only count within an organization, but not of the Management API"`
			UserScopes                 []string `json:"userScopes,omitempty" maxItems:"1000" enum:"profile,email,phone,address,custom_data,roles,urn:logto:scope:organizations,urn:logto:scope:organization_roles"`
		}
	}
	scopeInput struct {
		ApplicationID string `path:"applicationId"`
		ScopeType     string `path:"scopeType" enum:"organization-scopes,resource-scopes,organization-resource-scopes,user-scopes"`
		ScopeID       string `path:"scopeId" doc:"An ID, or the name of a user scope"`
	}
)

type (
	scopesBody struct {
		OrganizationScopes         []namedScope     `json:"organizationScopes"`
		ResourceScopes             []resourceScopes `json:"resourceScopes"`
		OrganizationResourceScopes []resourceScopes `json:"organizationResourceScopes"`
		UserScopes                 []string         `json:"userScopes"`
	}
	namedScope struct {
		ID          string  `json:"id"`
		Name        string  `json:"name"`
		Description *string `json:"description"`
	}
	resourceScopes struct {
		Resource namedResource `json:"resource"`
		Scopes   []namedScope  `json:"scopes"`
	}
	namedResource struct {
		ID        string `json:"id"`
		Name      string `json:"name"`
		Indicator string `json:"indicator"`
	}
)

func (a API) registerScopes(to *api.API) {
	const path = "/applications/{applicationId}/user-consent-scopes"
	api.Register(to, api.Operation{
		ID: "GetApplicationUserConsentScopes", Route: "GET " + path, Tag: tag, Errors: []int{404},
		Summary: "Get what a third-party application may ask users for", Description: "First-party applications ask for nothing: their lists are empty.",
	}, a.getScopes)
	api.Register(to, api.Operation{
		ID: "CreateApplicationUserConsentScope", Route: "POST " + path, Tag: tag, Status: http.StatusCreated, Errors: []int{404, 422},
		Summary: "Let a third-party application ask users for more; what it may already ask for is kept",
	}, a.addScopes)
	api.Register(to, api.Operation{
		ID: "DeleteApplicationUserConsentScope", Route: "DELETE " + path + "/{scopeType}/{scopeId}", Tag: tag, Errors: []int{404},
		Summary: "No longer let a third-party application ask users for a scope",
	}, a.removeScope)
}

func (a API) getScopes(ctx context.Context, input *applicationInput) (*api.Output[scopesBody], error) {
	scopes, err := a.Scopes(ctx, tenant.From(ctx).Store, input.ApplicationID)
	return api.One(&scopes, err, scopesBodyOf)
}

func (a API) addScopes(ctx context.Context, input *addScopesInput) (*struct{}, error) {
	return nil, a.AddScopes(ctx, tenant.From(ctx).Store, input.ApplicationID, Scopes{
		models.ConsentOrganizationScopes: input.Body.OrganizationScopes, models.ConsentResourceScopes: input.Body.ResourceScopes,
		models.ConsentOrganizationResourceScopes: input.Body.OrganizationResourceScopes, models.ConsentUserScopes: input.Body.UserScopes,
	})
}

func (a API) removeScope(ctx context.Context, input *scopeInput) (*struct{}, error) {
	return nil, a.RemoveScope(ctx, tenant.From(ctx).Store, input.ApplicationID, models.ConsentScopeType(input.ScopeType), input.ScopeID)
}

func scopesBodyOf(scopes *models.ConsentScopes) scopesBody {
	return scopesBody{
		OrganizationScopes: api.Bodies(scopes.Organization, func(scope *models.OrganizationScope) namedScope {
			return namedScope{scope.ID, scope.Name, scope.Description}
		}),
		ResourceScopes: byResource(scopes.Resource), OrganizationResourceScopes: byResource(scopes.OrganizationResource),
		UserScopes: append([]string{}, scopes.User...),
	}
}

// byResource groups scopes by their resources, in the order of their first scopes.
func byResource(scopes []models.ResourceScope) []resourceScopes {
	groups, place := []resourceScopes{}, map[string]int{}
	for _, scope := range scopes {
		at, ok := place[scope.Resource.ID]
		if !ok {
			at = len(groups)
			place[scope.Resource.ID] = at
			groups = append(groups, resourceScopes{Resource: namedResource{scope.Resource.ID, scope.Resource.Name, scope.Resource.Indicator}})
		}
		groups[at].Scopes = append(groups[at].Scopes, namedScope{scope.ID, scope.Name, scope.Description})
	}
	return groups
}
