package organization

import (
	"context"
	"strings"

	"github.com/a-h/templ"
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
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Organization, int64, error) {
		return records.Organizations.List(ctx, store.OrganizationFilter{Query: query}, page)
	})
	if err != nil {
		return err
	}
	featured, err := records.Organizations.Featured(ctx, list.Rows)
	if err != nil {
		return err
	}
	props := view.ListProps{
		ListProps: list.Props(view.ListID, web.Console(c).Organizations()), Organizations: featured, APIURL: apiURL(ctx),
	}
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{APIURL: apiURL(c.UserContext())}))
}

func (h *Console) create(c *fiber.Ctx) error {
	ctx := c.UserContext()
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Name: strings.TrimSpace(form["name"]), Description: strings.TrimSpace(form["description"]), APIURL: apiURL(ctx),
	}
	made, err := h.Create(ctx, tenant.From(ctx).Store, New{Name: typed.Name, Description: typed.Description})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.NewPage(typed), view.NewForm(typed)
		}, "name", "description")
	}
	web.Flash(c, "console.organization.created")
	return web.Done(c, web.Console(c).Organization(made.ID))
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	organization := details.Organization
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.organization.deleteTitle", locales.Data{"Name": organization.Name}),
			Text:      locales.N(ctx, "console.organization.deleteText", int(details.Size.Members)),
			CancelURL: site.OrganizationTab(organization.ID, string(view.TabSettings)),
			Label:     locales.T(ctx, "console.organization.delete"), Name: organization.Name,
		},
		Page: confirmPage("organization-delete-page", organization),
		Act: func(ctx context.Context, records *store.Store) error {
			return h.Delete(ctx, records, organization.ID)
		},
		Done: "console.organizations.deleted", NextURL: site.Organizations(),
	}, nil
}

// confirmPage is the page around a question about an organization.
func confirmPage(id string, organization *models.Organization) func(component.ConfirmProps) templ.Component {
	return func(props component.ConfirmProps) templ.Component {
		return view.ConfirmPage(id, organization.Name, props)
	}
}
