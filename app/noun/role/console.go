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

// Console serves the pages of the roles, and the tab of those who have some.
type Console struct {
	*Service
	Render *web.Renderer
	// Users and Applications are the pages that have the tab.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	roles, change := r.Group("/roles"), web.Require(actor.Change)
	roles.Get("", h.list)
	roles.Get("/new", change, h.new)
	roles.Post("/new", h.create)
	roles.Get("/:id", h.permissions)
	h.Render.MountChoice(roles, "/:id/permissions/assign", h.assignPermissions)
	h.Render.MountQuestion(roles, "/:id/permissions/:thing/remove", h.removePermission)
	roles.Get("/:id/general", h.general)
	roles.Post("/:id/general", h.save)
	h.Render.MountQuestion(roles, "/:id/delete", h.delete)
	for tab, kind := range map[string]models.HolderKind{
		view.TabUsers: models.HolderUser, view.TabApplications: models.HolderApplication,
	} {
		holders := holdersTab{h, kind}
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

// details reads the role that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	t := tenant.From(c.UserContext())
	found, err := h.kind().Get(c.UserContext(), t.Store, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	return view.Details{Role: found, APIURL: t.URL("/api/roles/" + found.ID)}, nil
}

// holderDetails reads the role that the address names, which holders of a kind
// can have. Fault: entity.not_found.
func (h *Console) holderDetails(c *fiber.Ctx, kind models.HolderKind) (view.Details, error) {
	details, err := h.details(c)
	if err == nil && details.Role.Type != kind.RoleType() {
		err = rule.Missing(string(kind) + "s of role " + details.Role.ID)
	}
	return details, err
}
