package resource

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	view "portico/views/console/resource"
)

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{APIURL: apiURL(tenant.From(c.UserContext()))}))
}

func (h *Console) register(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Name: strings.TrimSpace(form["name"]), Indicator: strings.TrimSpace(form["indicator"]), APIURL: apiURL(t),
	}
	made, err := h.Create(ctx, t.Store, New{Name: typed.Name, Indicator: typed.Indicator, AccessTokenTTL: DefaultAccessTokenTTL})
	if err != nil {
		if typed.Errors, err = web.FormProblems(ctx, err, "name", "indicator"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewPage(typed), view.NewForm(typed))
	}
	web.Flash(c, "console.resources.created")
	return web.Done(c, web.Console(c).Resource(made.ID))
}
