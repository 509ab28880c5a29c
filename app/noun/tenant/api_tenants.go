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
	createInput struct {
		Body struct {
			ID   string `json:"id" doc:"Part of every URL: 2 to 20 characters of a-z, 0-9 and -, starting with a letter"`
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

// API serves the tenants, and the sessions of a tenant.
type API struct{ *Service }

// Register adds the routes.
func (a API) Register(to *api.API) {
	operation := func(id, route, summary string, status int, errors ...int) api.Operation {
		return api.Operation{
			ID: id, Route: route, Tag: "Tenants", Status: status, Errors: errors, Access: actor.Administer,
			IsInstallationWide: true, Summary: summary,
		}
	}
	api.Register(to, operation("ListTenants", "GET /tenants", "List the tenants of the installation", 0), a.list)
	api.Register(to, operation("CreateTenant", "POST /tenants", "Create a tenant", http.StatusCreated, 422), a.create)
	api.Register(to, operation("UpdateTenant", "PATCH /tenants/{tenantId}", "Rename a tenant", 0, 404), a.rename)
	api.Register(to, operation("DeleteTenant", "DELETE /tenants/{tenantId}", "Delete a tenant with everything in it", 0, 404, 422), a.delete)
	a.registerSettings(to)
}

func (a API) list(ctx context.Context, _ *struct{}) (*api.Output[[]tenantBody], error) {
	tenants, err := a.List(ctx)
	return api.All(tenants, err, bodyOf)
}

func (a API) create(ctx context.Context, input *createInput) (*api.Output[tenantBody], error) {
	made, err := a.Create(ctx, New(input.Body))
	return api.One(made, err, bodyOf)
}

func (a API) rename(ctx context.Context, input *renameInput) (*api.Output[tenantBody], error) {
	renamed, err := a.Rename(ctx, input.ID, input.Body.Name)
	return api.One(renamed, err, bodyOf)
}

func (a API) delete(ctx context.Context, input *tenantInput) (*struct{}, error) {
	return nil, a.Delete(ctx, input.ID)
}

func bodyOf(tenant *models.Tenant) tenantBody {
	return tenantBody{ID: tenant.ID, Name: tenant.Name, CreatedAt: tenant.CreatedAt}
}
