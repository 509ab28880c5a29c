package organization

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
)

// There are no connectors for enterprise sign-in yet, so these routes always
// respond with none.

type (
	ssoConnectorsOutput struct {
		api.Paged
		Body []map[string]any `doc:"Always empty"`
	}
	ssoConnectorIDsInput struct {
		api.IDPath
		Body struct {
			SSOConnectorIDs []string `json:"ssoConnectorIds" maxItems:"1000"`
		}
	}
	ssoConnectorInput struct {
		api.IDPath
		SSOConnectorID string `path:"ssoConnectorId"`
	}
)

func (a API) registerSSOConnectors(to *api.API) {
	api.Register(to, api.Operation{
		ID: "ListOrganizationJitSsoConnectors", Route: "GET /organizations/{id}/jit/sso-connectors", Tag: tag, Errors: []int{404},
		Summary: "List the enterprise connectors whose people join of themselves",
	}, a.listSSOConnectors)
	api.Register(to, api.Operation{
		ID: "CreateOrganizationJitSsoConnector", Route: "POST /organizations/{id}/jit/sso-connectors", Tag: tag,
		Status: http.StatusCreated, Errors: []int{404, 422}, Summary: "Let people of enterprise connectors join of themselves",
	}, a.setSSOConnectors)
	api.Register(to, api.Operation{
		ID: "ReplaceOrganizationJitSsoConnectors", Route: "PUT /organizations/{id}/jit/sso-connectors", Tag: tag,
		Status: http.StatusNoContent, Errors: []int{404, 422},
		Summary: "Replace the enterprise connectors whose people join of themselves",
	}, a.setSSOConnectors)
	api.Register(to, api.Operation{
		ID: "DeleteOrganizationJitSsoConnector", Route: "DELETE /organizations/{id}/jit/sso-connectors/{ssoConnectorId}", Tag: tag,
		Errors: []int{404, 422}, Summary: "Let people of an enterprise connector no longer join",
	}, a.removeSSOConnector)
}

func (a API) listSSOConnectors(ctx context.Context, input *provisioningInput) (*ssoConnectorsOutput, error) {
	if _, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.ID); err != nil {
		return nil, err
	}
	output := &ssoConnectorsOutput{Body: []map[string]any{}}
	if input.IsAsked() {
		output.Paged = input.Paged(0)
	}
	return output, nil
}

func (a API) setSSOConnectors(ctx context.Context, input *ssoConnectorIDsInput) (*struct{}, error) {
	if _, err := a.kind().Get(ctx, tenant.From(ctx).Store, input.ID); err != nil {
		return nil, err
	}
	if len(input.Body.SSOConnectorIDs) > 0 {
		return nil, rule.Unknown("ssoConnectorIds", "there are no enterprise connectors")
	}
	return nil, nil
}

func (a API) removeSSOConnector(_ context.Context, input *ssoConnectorInput) (*struct{}, error) {
	return nil, rule.Missing("enterprise connector " + input.SSOConnectorID)
}
