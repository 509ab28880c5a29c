package organization

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	view "portico/views/console/organization"
)

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{APIURL: apiURL(c)}))
}

func (h *Console) create(c *fiber.Ctx) error {
	ctx := c.UserContext()
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Name: strings.TrimSpace(form["name"]), Description: strings.TrimSpace(form["description"]), APIURL: apiURL(c),
	}
	made, err := h.Create(ctx, tenant.From(ctx).Store, New{Name: typed.Name, Description: typed.Description})
	if err != nil {
		typed.Errors, err = web.FormProblems(ctx, err, "name", "description")
		if err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewPage(typed), view.NewForm(typed))
	}
	web.Flash(c, "console.organization.created")
	return web.Done(c, web.Console(c).Organization(made.ID))
}
