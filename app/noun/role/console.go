package role

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/role"
	"portico/views/href"
	"portico/views/layout"
)

// Console serves the pages of the roles.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	roles, change := r.Group("/roles"), web.Require(actor.Change)
	roles.Get("", h.list)
	roles.Get("/new", change, h.new)
	roles.Post("/new", h.create)
	roles.Get("/:id", h.permissions)
	roles.Get("/:id/permissions/assign", change, h.choosePermissions)
	roles.Post("/:id/permissions/assign", h.assignPermissions)
	roles.Get("/:id/permissions/:thing/remove", change, h.askPermission)
	roles.Post("/:id/permissions/:thing/remove", h.removePermission)
	roles.Get("/:id/users", h.users)
	roles.Get("/:id/users/assign", change, h.chooseUsers)
	roles.Post("/:id/users/assign", h.assignUsers)
	roles.Get("/:id/users/:thing/remove", change, h.askUser)
	roles.Post("/:id/users/:thing/remove", h.removeUser)
	roles.Get("/:id/applications", h.applications)
	roles.Get("/:id/applications/assign", change, h.chooseApplications)
	roles.Post("/:id/applications/assign", h.assignApplications)
	roles.Get("/:id/applications/:thing/remove", change, h.askApplication)
	roles.Post("/:id/applications/:thing/remove", h.removeApplication)
	roles.Get("/:id/general", h.general)
	roles.Post("/:id/general", h.saveGeneral)
	roles.Get("/:id/delete", change, h.confirmDelete)
	roles.Post("/:id/delete", h.remove)
}

// details reads the role that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	id, t := c.Params("id"), tenant.From(c.UserContext())
	found, err := t.Store.Roles.Get(c.UserContext(), id)
	if err != nil {
		return view.Details{}, rule.OrMissing("role "+id, err)
	}
	return view.Details{Role: found, APIURL: t.URL("/api/roles/" + found.ID)}, nil
}

// tabURL is the address of a tab of a role.
func tabURL(c *fiber.Ctx, d view.Details, tab string) string {
	if tab == view.TabPermissions {
		return web.Console(c).Role(d.Role.ID)
	}
	return web.Console(c).RoleTab(d.Role.ID, tab)
}

// query is what a list is searched for.
func query(c *fiber.Ctx) string { return strings.TrimSpace(c.Query("q")) }

// pagerOf leads through a tab's list, with what is searched for.
func pagerOf(page web.Page, url, query, target string) component.PagerProps {
	props := page.Pager(func(number string) string { return href.With(url, "q", query, "page", number) })
	props.Target = target
	return props
}

// ask shows the question before something is taken.
func (h *Console) ask(c *fiber.Ctx, status int, d view.Details, props component.ConfirmProps) error {
	return h.Render.Part(c, status, view.ConfirmPage(d, props), component.Confirm(props))
}

// removal asks whether one thing on a tab shall be taken out.
func removal(c *fiber.Ctx, d view.Details, tab, thingID, title, text string) component.ConfirmProps {
	return component.ConfirmProps{
		Title: title, Text: text, Action: web.Console(c).RoleRemove(d.Role.ID, tab, thingID), CancelURL: tabURL(c, d, tab),
		Label: locales.T(c.UserContext(), "console.role.remove"), CSRF: layout.CSRFField(),
	}
}

// taken leads back to the tab after something was taken, or asks again with
// what spoke against it.
func (h *Console) taken(c *fiber.Ctx, d view.Details, props component.ConfirmProps, err error) error {
	if err != nil {
		texts, err := web.FormProblems(c.UserContext(), err)
		if err != nil {
			return err
		}
		props.Error = texts[""]
		return h.ask(c, fiber.StatusUnprocessableEntity, d, props)
	}
	web.Flash(c, "console.role.removed")
	return web.Done(c, props.CancelURL)
}
