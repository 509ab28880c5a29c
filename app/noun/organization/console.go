package organization

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// Console serves the pages of the organizations.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	organizations, change := r.Group("/organizations"), web.Require(actor.Change)
	organizations.Get("", h.list)
	organizations.Get("/new", change, h.new)
	organizations.Post("/new", h.create)
	organizations.Get("/:id/settings", h.settings)
	organizations.Post("/:id/settings", h.saveSettings)
	organizations.Get("/:id/delete", change, h.askDelete)
	organizations.Post("/:id/delete", h.remove)
	h.mountMembers(organizations, change, users())
	h.mountMembers(organizations, change, machines())
}

// mountMembers adds the pages of members of a kind. The users have the first tab.
func (h *Console) mountMembers(organizations fiber.Router, change fiber.Handler, of people) {
	tab := "/:id"
	if of.kind == models.HolderApplication {
		tab = "/:id/" + string(view.TabMachines)
	}
	organizations.Get(tab, h.members(of))
	at := "/:id/" + of.path
	organizations.Get(at+"/add", change, h.askAdd(of))
	organizations.Post(at+"/add", h.add(of))
	organizations.Get(at+"/:member/roles", change, h.askRoles(of))
	organizations.Post(at+"/:member/roles", h.saveRoles(of))
	organizations.Get(at+"/:member/remove", change, h.askRemove(of))
	organizations.Post(at+"/:member/remove", h.removeFrom(of))
}

// details reads the organization that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx, calls ...component.APICall) (view.Details, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	found, err := orMissing(ctx, records, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	size, err := records.Organizations.Size(ctx, found.ID, h.Now().UnixMilli())
	return view.Details{Organization: found, Size: size, Calls: calls}, err
}

// apiURL is the public address of organizations in the Management API.
func apiURL(c *fiber.Ctx, segments ...string) string {
	return tenant.From(c.UserContext()).URL(strings.Join(append([]string{"/api/organizations"}, segments...), "/"))
}

// templateRoles are the roles that members of a kind can have, by name.
func templateRoles(ctx context.Context, records *store.Store, kind models.HolderKind) ([]models.OrganizationRole, error) {
	roles, _, err := records.OrganizationRoles.List(ctx,
		store.OrganizationRoleFilter{Types: []models.RoleType{kind.RoleType()}}, store.Page{})
	slices.SortFunc(roles, func(a, b models.OrganizationRole) int { return cmp.Compare(a.Name, b.Name) })
	return roles, err
}
