package connector

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	view "portico/views/console/connector"
)

func (h *Console) test(c *fiber.Ctx) error {
	ctx := c.UserContext()
	props, found, err := h.mailProps(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if found == nil {
		return fault.New(fault.Missing, "entity.not_found")
	}
	props.Test.Email = strings.TrimSpace(form["email"])
	err = h.Test(ctx, found.ConnectorID, props.Test.Email, found.Config, sample(tenant.From(ctx)))
	if err == nil {
		web.Flash(c, "console.connector.tested")
		return web.Done(c, web.Console(c).Connectors())
	}
	f := fault.From(err)
	if !web.IsExpected(f) {
		return err
	}
	if texts := web.FieldErrors(ctx, f); texts["email"] != "" {
		props.Test.Errors = texts
	} else {
		props.Test.Problem = web.Message(ctx, f)
	}
	return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.MailPage(props), view.TestForm(props.Test))
}
