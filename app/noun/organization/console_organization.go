package organization

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Organization, int64, error) {
		return t.Store.Organizations.List(ctx, store.OrganizationFilter{Query: query}, page)
	})
	if err != nil {
		return err
	}
	featured, err := t.Store.Organizations.Featured(ctx, list.Rows)
	if err != nil {
		return err
	}
	props := list.Props("organization-list", web.Console(c).Organizations())
	return h.Render.List(c, view.List(ctx, props, featured, t.URL("/api/organizations")))
}

func (h *Console) new(c *fiber.Ctx) (web.FormPage[view.Settings], error) {
	ctx, site := c.UserContext(), web.Console(c)
	return web.FormPage[view.Settings]{
		Form: view.NewForm, Page: view.NewPage(ctx, tenant.From(ctx).URL("/api/organizations")).With, FieldNames: []string{"name", "description"},
		Read: func(typed web.Fields, values *view.Settings) {
			values.Name, values.Description = typed.Line("name"), typed.Line("description")
		},
		Save: func(ctx context.Context, records *store.Store, values view.Settings) (string, error) {
			made, err := h.Create(ctx, records, New{Name: values.Name, Description: values.Description})
			if err != nil {
				return "", err
			}
			return site.Organization(made.ID), nil
		},
		Done: "console.organization.created",
	}, nil
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, err := h.OrganizationPage(c)
	if err != nil {
		return web.Question{}, err
	}
	return web.Deletion(details.Record, view.TabSettings, component.ConfirmProps{
		Title: locales.T(ctx, "console.organization.deleteTitle", locales.Data{"Name": details.Name}),
		Text:  locales.N(ctx, "console.organization.deleteText", int(details.Size.Members)),
		Label: locales.T(ctx, "console.organization.delete"),
	}, "console.organizations.deleted", web.Console(c).Organizations(), func(ctx context.Context, records *store.Store) error {
		return h.Delete(ctx, records, details.Organization.ID)
	}), nil
}
