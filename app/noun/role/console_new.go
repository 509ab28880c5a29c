package role

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/role"
)

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{
		Type: models.RoleUser, APIURL: tenant.From(c.UserContext()).URL("/api/roles"),
	}))
}

// create leads to the permissions: a role without any gives nothing.
func (h *Console) create(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Name: strings.TrimSpace(form["name"]), Description: strings.TrimSpace(form["description"]),
		Type: typeOf(form["type"]), APIURL: t.URL("/api/roles"),
	}
	// The switch is hidden, not off, while the type is one that has no default.
	typed.IsDefault = form["isDefault"] == "on" && typed.Type == models.RoleUser
	made, err := h.Create(ctx, t.Store, New{
		Name: typed.Name, Description: typed.Description, Type: typed.Type, IsDefault: typed.IsDefault,
	})
	if err != nil {
		if typed.Errors, err = web.FormProblems(ctx, err, "name", "description", "isDefault"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewPage(typed), view.NewForm(typed))
	}
	web.Flash(c, "console.role.created")
	return web.Done(c, web.Console(c).Role(made.ID))
}
