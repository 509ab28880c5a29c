package thirdparty

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	view "portico/views/console/application"
)

// Console serves the tabs Permissions and Branding of third-party applications.
type Console struct {
	*Service
	Render       *web.Renderer
	Applications applications
}

// applications are the pages that have the tabs.
type applications interface {
	// ThirdPartyPage is the page of the third-party application in the parameter "id".
	// Fault: entity.not_found.
	ThirdPartyPage(c *fiber.Ctx) (view.Details, error)
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	permissions := r.Group("/applications/:id/" + view.TabPermissions)
	permissions.Get("", h.permissions)
	h.Render.MountChoice(permissions, "/:type/assign", h.assign)
	h.Render.MountQuestion(permissions, "/:type/:scope/remove", h.remove)
	web.MountForm(h.Render, r, "/applications/:id/"+view.TabBranding, h.branding)
}
