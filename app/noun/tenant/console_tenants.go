package tenant

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/tenant"
	"portico/views/href"
	"portico/views/layout"
)

// Console serves the pages of the tenants.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	tenants := r.Group("/tenants", web.Require(actor.Administer))
	tenants.Get("", h.list)
	tenants.Get("/new", h.new)
	tenants.Post("/new", h.create)
	tenants.Get("/:id/delete", h.confirm)
	tenants.Post("/:id/delete", h.remove)
}

func (h *Console) list(c *fiber.Ctx) error {
	tenants, err := h.List(c.UserContext())
	if err != nil {
		return err
	}
	deleted, err := h.Deleted(c.UserContext())
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(view.ListPageProps{
		Tenants: tenants, Deleted: deleted, APIURL: apiURL(c),
	}), view.Removals(deleted))
}

// apiURL is where the Management API has the tenants.
func apiURL(c *fiber.Ctx) string { return tenant.From(c.UserContext()).Origin + "/api/tenants" }

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.FormProps{APIURL: apiURL(c)}))
}

func (h *Console) create(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	made, err := h.Create(c.UserContext(), New{ID: form["id"], Name: form["name"]})
	if err != nil {
		f := fault.From(err)
		if !web.IsExpected(f) {
			return err
		}
		props := view.FormProps{APIURL: apiURL(c), ID: form["id"], Name: form["name"], Errors: web.FieldErrors(c.UserContext(), f)}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewPage(props), view.NewForm(props))
	}
	web.Flash(c, "console.tenants.done")
	return web.Done(c, href.ConsoleOf(made.ID).Home())
}

func (h *Console) confirm(c *fiber.Ctx) error {
	props, err := h.confirmProps(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.DeletePage(props), component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	props, err := h.confirmProps(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(form["confirm"]) != props.Name {
		props.Error = locales.T(c.UserContext(), "component.confirm.mismatch")
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.DeletePage(props), component.Confirm(props))
	}
	if err := h.Delete(c.UserContext(), c.Params("id")); err != nil {
		return err
	}
	web.Flash(c, "console.tenants.deleted")
	// The tenant that the operator looks at may be the one that has gone.
	return web.Done(c, href.ConsoleOf(models.TenantDefault).Tenants())
}

func (h *Console) confirmProps(c *fiber.Ctx) (component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	if isBuiltIn(c.Params("id")) {
		return component.ConfirmProps{}, builtIn()
	}
	doomed, err := h.Admin.Of(c.Params("id")).Tenant.Get(ctx)
	if err != nil {
		return component.ConfirmProps{}, orMissing(c.Params("id"), err)
	}
	return component.ConfirmProps{
		Title:  locales.T(ctx, "console.tenants.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   locales.T(ctx, "console.tenants.deleteText"),
		Action: site.TenantDelete(doomed.ID), CancelURL: site.Tenants(),
		Label: locales.T(ctx, "console.tenants.delete"), Name: doomed.Name, CSRF: layout.CSRFField(),
	}, nil
}
