package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
)

// There are no connectors for enterprise sign-in yet, so none can let people
// join: these routes say that of each organization.

type (
	ssoConnectorsInput struct {
		api.Page
		ID string `path:"id"`
	}
	ssoConnectorsOutput struct {
		api.Paged
		Body []map[string]any `doc:"Always empty"`
	}
	ssoConnectorIDsInput struct {
		ID   string `path:"id"`
		Body struct {
			SSOConnectorIDs []string `json:"ssoConnectorIds" maxItems:"1000"`
		}
	}
	ssoConnectorInput struct {
		ID             string `path:"id"`
		SSOConnectorID string `path:"ssoConnectorId"`
	}
)

func (s *Service) registerSSOConnectors(a *api.API) {
	api.Register(a, api.Operation{
		ID: "ListOrganizationJitSsoConnectors", Method: http.MethodGet, Path: "/organizations/{id}/jit/sso-connectors", Tag: apiTag,
		Summary: "List the enterprise connectors whose people join of themselves", Errors: []int{400, 404},
	}, s.apiSSOConnectors)
	api.Register(a, api.Operation{
		ID: "CreateOrganizationJitSsoConnector", Method: http.MethodPost, Path: "/organizations/{id}/jit/sso-connectors", Tag: apiTag,
		Status: http.StatusCreated, Summary: "Let people of enterprise connectors join of themselves", Errors: []int{400, 404, 422},
	}, s.apiSetSSOConnectors)
	api.Register(a, api.Operation{
		ID: "ReplaceOrganizationJitSsoConnectors", Method: http.MethodPut, Path: "/organizations/{id}/jit/sso-connectors", Tag: apiTag,
		Status: http.StatusNoContent, Summary: "Replace the enterprise connectors whose people join of themselves",
		Errors: []int{400, 404, 422},
	}, s.apiSetSSOConnectors)
	api.Register(a, api.Operation{
		ID: "DeleteOrganizationJitSsoConnector", Method: http.MethodDelete,
		Path: "/organizations/{id}/jit/sso-connectors/{ssoConnectorId}", Tag: apiTag, Status: http.StatusNoContent,
		Summary: "Let people of an enterprise connector no longer join", Errors: []int{400, 404, 422},
	}, s.apiRemoveSSOConnector)
}

func (s *Service) apiSSOConnectors(ctx context.Context, input *ssoConnectorsInput) (*ssoConnectorsOutput, error) {
	if _, err := orMissing(ctx, tenant.From(ctx).Store, input.ID); err != nil {
		return nil, err
	}
	paged, none := cut(&input.Page, []map[string]any{})
	return &ssoConnectorsOutput{Paged: paged, Body: none}, nil
}

func (s *Service) apiSetSSOConnectors(ctx context.Context, input *ssoConnectorIDsInput) (*struct{}, error) {
	if _, err := orMissing(ctx, tenant.From(ctx).Store, input.ID); err != nil {
		return nil, err
	}
	if len(input.Body.SSOConnectorIDs) > 0 {
		return nil, rule.Unknown("ssoConnectorIds", "there are no enterprise connectors")
	}
	return nil, nil
}

func (s *Service) apiRemoveSSOConnector(_ context.Context, input *ssoConnectorInput) (*struct{}, error) {
	return nil, rule.Missing("enterprise connector " + input.SSOConnectorID)
}
