package tenant

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/tenant"
	"portico/views/href"
)

// Console serves the pages of the tenants.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	tenants := r.Group("/tenants", web.Require(actor.Administer))
	tenants.Get("", h.list)
	web.MountForm(h.Render, tenants, "/new", h.new)
	h.Render.MountQuestion(tenants, "/:id/delete", h.delete)
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	tenants, err := h.List(ctx)
	if err != nil {
		return err
	}
	deleted, err := h.Deleted(ctx)
	if err != nil {
		return err
	}
	page := view.ListPage(ctx, apiURL(c)).With(view.List(tenants, deleted))
	return h.Render.Part(c, fiber.StatusOK, page, view.Removals(deleted))
}

// apiURL is the URL of the tenants in the Management API.
func apiURL(c *fiber.Ctx) string { return tenant.From(c.UserContext()).Origin + "/api/tenants" }

func (h *Console) new(c *fiber.Ctx) (web.FormPage[models.Tenant], error) {
	return web.FormPage[models.Tenant]{
		Form: view.NewForm, Page: view.NewPage(c.UserContext(), apiURL(c)).With, FieldNames: []string{"id", "name"}, Done: "console.tenants.done",
		Read: func(typed web.Fields, tenant *models.Tenant) {
			tenant.ID, tenant.Name = typed.Get("id"), typed.Get("name")
		},
		Save: func(ctx context.Context, _ *store.Store, tenant models.Tenant) (string, error) {
			_, err := h.Create(ctx, New{ID: tenant.ID, Name: tenant.Name})
			return href.ConsoleOf(tenant.ID).Home(), err
		},
	}, nil
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	leaving, err := h.kind().Get(ctx, h.Admin, c.Params("id"))
	if err == nil {
		err = protect(leaving)
	}
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.tenants.deleteTitle", locales.Data{"Name": leaving.Name}),
			Text:  locales.T(ctx, "console.tenants.deleteText"), CancelURL: web.Console(c).Tenants(),
			Label: locales.T(ctx, "console.tenants.delete"), Name: leaving.Name,
		},
		Page: view.ListPage(ctx, apiURL(c)).ConfirmPage, Done: "console.tenants.deleted",
		Act: func(ctx context.Context, _ *store.Store) error { return h.Delete(ctx, leaving.ID) },
		// The deleted tenant may be the one that the operator is viewing.
		NextURL: href.ConsoleOf(models.TenantDefault).Tenants(),
	}, nil
}
