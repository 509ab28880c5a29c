package audit

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models/store"
	view "portico/views/console/log"
)

// Retention changes how many days a tenant keeps audit rows; 0: for ever.
type Retention interface {
	SetAuditRetention(ctx context.Context, records *store.Store, days int64) error
}

func (h *Console) retention(c *fiber.Ctx) error {
	days := tenant.From(c.UserContext()).Settings.AuditRetentionDays
	return h.Render.Page(c, fiber.StatusOK, view.RetentionPage(view.RetentionProps{Days: strconv.FormatInt(days, 10)}))
}

func (h *Console) saveRetention(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	days, err := strconv.ParseInt(strings.TrimSpace(form["days"]), 10, 64)
	if err != nil {
		days = -1 // refused as any other number out of bounds
	}
	if err := h.Retention.SetAuditRetention(c.UserContext(), tenant.From(c.UserContext()).Store, days); err != nil {
		props := view.RetentionProps{Days: form["days"]}
		if props.Errors, err = web.FormProblems(c.UserContext(), err, "days"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.RetentionPage(props), view.RetentionForm(props))
	}
	web.Flash(c, "console.logs.retentionSaved")
	return web.Done(c, web.Console(c).Logs())
}
