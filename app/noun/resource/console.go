package resource

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/resource"
)

// Console serves the pages of the API resources.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	resources, change := r.Group("/api-resources"), web.Require(actor.Change)
	resources.Get("", h.list)
	resources.Get("/new", change, h.new)
	resources.Post("/new", h.register)
	resources.Get("/:id", h.permissions)
	resources.Get("/:id/general", h.general)
	resources.Post("/:id/general", h.saveGeneral)
	resources.Get("/:id/delete", change, h.confirmDelete)
	resources.Post("/:id/delete", h.remove)
	resources.Get("/:id/permissions/new", change, h.newPermission)
	resources.Post("/:id/permissions/new", h.addPermission)
	resources.Get("/:id/permissions/:scopeId", change, h.permission)
	resources.Post("/:id/permissions/:scopeId", h.savePermission)
	resources.Get("/:id/permissions/:scopeId/delete", change, h.confirmDeletePermission)
	resources.Post("/:id/permissions/:scopeId/delete", h.removePermission)
}

// details reads the resource that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t, id := c.UserContext(), tenant.From(c.UserContext()), c.Params("id")
	found, err := t.Store.Resources.Get(ctx, id)
	if err != nil {
		return view.Details{}, rule.OrMissing("resource "+id, err)
	}
	permissions, err := t.Store.Scopes.CountByResource(ctx, []string{id})
	return view.Details{
		Resource: found, Permissions: permissions[id], IsManagementAPI: h.IsManagementAPI(found), APIURL: apiURL(t) + "/" + id,
	}, err
}

// apiURL is the public address of the resources in the Management API.
func apiURL(t *tenant.Tenant) string { return t.URL("/api/resources") }

// query is what a list is searched for.
func query(c *fiber.Ctx) string { return strings.TrimSpace(c.Query("q")) }

// idsOf are the ids of resources.
func idsOf(resources []models.Resource) []string {
	ids := make([]string, 0, len(resources))
	for _, resource := range resources {
		ids = append(ids, resource.ID)
	}
	return ids
}
