package resource

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	view "portico/views/console/resource"
)

func (h *Console) general(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.GeneralPage(view.GeneralProps{
		Details: details, General: view.GeneralOf(details.Resource),
	}))
}

func (h *Console) saveGeneral(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.General{
		Name: strings.TrimSpace(form["name"]), AccessTokenTTL: strings.TrimSpace(form["accessTokenTtl"]),
		IsDefault: form["isDefault"] == "on",
	}
	id, life := details.Resource.ID, lifeOf(typed.AccessTokenTTL)
	changes := Changes{Name: &typed.Name, AccessTokenTTL: &life, IsDefault: &typed.IsDefault}
	if _, err = h.Update(ctx, tenant.From(ctx).Store, id, changes); err != nil {
		props := view.GeneralProps{Details: details, General: typed}
		if props.Errors, err = web.FormProblems(ctx, err, "name", "accessTokenTtl"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.GeneralPage(props), view.GeneralForm(props))
	}
	web.Flash(c, "console.resource.saved")
	return web.Done(c, web.Console(c).ResourceTab(id, view.TabGeneral))
}

// lifeOf reads a number of seconds. Nothing is the default; what is no number is
// zero, which no life can be.
func lifeOf(text string) int64 {
	if text == "" {
		return DefaultAccessTokenTTL
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return seconds
}
