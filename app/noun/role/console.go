package role

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/role"
)

// Console serves the pages of the roles, and the tab of their holders.
type Console struct {
	*Service
	Render *web.Renderer
	// Users and Applications are the pages that have the tab.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the console's route group. Pages that only ask for a
// change are limited to operators who may make it.
func (h *Console) Mount(r fiber.Router) {
	roles := r.Group("/roles")
	roles.Get("", h.list)
	web.MountForm(h.Render, roles, "/new", h.new, web.Require(actor.Change))
	roles.Get("/:id", h.permissions)
	h.Render.MountChoice(roles, "/:id/permissions/assign", h.assignPermissions)
	h.Render.MountQuestion(roles, "/:id/permissions/:thing/remove", h.removePermission)
	web.MountForm(h.Render, roles, "/:id/general", h.general)
	h.Render.MountQuestion(roles, "/:id/delete", h.delete)
	for tab, kind := range map[string]models.HolderKind{
		view.TabUsers: models.HolderUser, view.TabApplications: models.HolderApplication,
	} {
		holders := holdersTab{h, kind, tab}
		roles.Get("/:id/"+tab, holders.list)
		h.Render.MountChoice(roles, "/:id/"+tab+"/assign", holders.assign)
		h.Render.MountQuestion(roles, "/:id/"+tab+"/:thing/remove", holders.remove)
	}
	for path, pages := range map[string]web.HolderPages{"/users": h.Users, "/applications": h.Applications} {
		held := heldTab{h, pages}
		tab := r.Group(path + "/:id/" + view.TabRoles)
		tab.Get("", held.list)
		h.Render.MountChoice(tab, "/assign", held.assign)
		h.Render.MountQuestion(tab, "/:role/remove", held.remove)
	}
}

// details reads the role named in the URL. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.kind().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	return view.DetailsOf(ctx, found, t.URL("/api/roles/"+found.ID)), nil
}

// holderDetails reads the role named in the URL, which must be one that holders of
// this kind can have. Fault: entity.not_found.
func (h *Console) holderDetails(c *fiber.Ctx, kind models.HolderKind) (view.Details, error) {
	details, err := h.details(c)
	if err == nil && details.Role.Type != kind.RoleType() {
		err = rule.Missing(string(kind) + "s of role " + details.Role.ID)
	}
	return details, err
}
