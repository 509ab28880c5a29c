package console

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/models"
	"portico/models/store"
	"portico/views/console/start"
	"portico/views/href"
)

// switchPage lists the tenants that the operator can switch to.
func (h *Handler) switchPage(c *fiber.Ctx) error {
	props, err := h.switchProps(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, start.SwitchPage(props), start.SwitchTable(props))
}

// switchMenu is loaded when the menu is opened, so that no other page reads tenants.
func (h *Handler) switchMenu(c *fiber.Ctx) error {
	props, err := h.switchProps(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, start.SwitchPage(props), start.SwitchMenu(props))
}

func (h *Handler) switchProps(c *fiber.Ctx) (start.SwitchProps, error) {
	ctx := c.UserContext()
	props := start.SwitchProps{Query: strings.TrimSpace(c.Query("q"))}
	filter := store.TenantFilter{Query: props.Query}
	if !actor.From(ctx).May(actor.Administer) {
		filter.Except = models.TenantAdmin
	}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Tenants, found.Total, err = h.Tenants(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Tenants)
		return found, err
	})
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Switch(), "q", props.Query, "page", page)
	})
	props.Pager.Target = start.SwitchTarget
	return props, err
}
