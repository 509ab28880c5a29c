package tenant

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/actor"
	"portico/models"
)

type tenantBody struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	CreatedAt int64  `json:"createdAt" doc:"Milliseconds since 1970"`
}

type (
	tenantsOutput struct{ Body []tenantBody }
	tenantOutput  struct{ Body tenantBody }
	createInput   struct {
		Body struct {
			ID   string `json:"id" doc:"Part of every address: 2 to 20 of a-z, 0-9 and -, a letter first"`
			Name string `json:"name"`
		}
	}
	tenantInput struct {
		ID string `path:"tenantId"`
	}
	renameInput struct {
		ID   string `path:"tenantId"`
		Body struct {
			Name string `json:"name"`
		}
	}
)

// API serves the tenants and of a tenant's sessions.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	const tag = "Tenants"
	api.Register(to, api.Operation{
		ID: "ListTenants", Route: "GET /tenants", Tag: tag, Access: actor.Administer, IsInstallationWide: true,
		Summary: "List the tenants of the installation",
	}, a.list)
	api.Register(to, api.Operation{
		ID: "CreateTenant", Route: "POST /tenants", Tag: tag, Status: http.StatusCreated, Errors: []int{400, 422},
		Access: actor.Administer, IsInstallationWide: true, Summary: "Create a tenant",
	}, a.create)
	api.Register(to, api.Operation{
		ID: "UpdateTenant", Route: "PATCH /tenants/{tenantId}", Tag: tag, Errors: []int{400, 404}, Access: actor.Administer,
		IsInstallationWide: true, Summary: "Rename a tenant",
	}, a.rename)
	api.Register(to, api.Operation{
		ID: "DeleteTenant", Route: "DELETE /tenants/{tenantId}", Tag: tag, Errors: []int{404, 422}, Access: actor.Administer,
		IsInstallationWide: true, Summary: "Delete a tenant with everything in it",
	}, a.delete)
	a.registerSettings(to)
}

func (a API) list(ctx context.Context, _ *struct{}) (*tenantsOutput, error) {
	tenants, err := a.List(ctx)
	if err != nil {
		return nil, err
	}
	output := &tenantsOutput{Body: make([]tenantBody, 0, len(tenants))}
	for i := range tenants {
		output.Body = append(output.Body, body(&tenants[i]))
	}
	return output, nil
}

func (a API) create(ctx context.Context, input *createInput) (*tenantOutput, error) {
	tenant, err := a.Create(ctx, New{ID: input.Body.ID, Name: input.Body.Name})
	if err != nil {
		return nil, err
	}
	return &tenantOutput{Body: body(tenant)}, nil
}

func (a API) rename(ctx context.Context, input *renameInput) (*tenantOutput, error) {
	tenant, err := a.Rename(ctx, input.ID, input.Body.Name)
	if err != nil {
		return nil, err
	}
	return &tenantOutput{Body: body(tenant)}, nil
}

func (a API) delete(ctx context.Context, input *tenantInput) (*struct{}, error) {
	return nil, a.Delete(ctx, input.ID)
}

func body(t *models.Tenant) tenantBody {
	return tenantBody{ID: t.ID, Name: t.Name, CreatedAt: t.CreatedAt}
}
