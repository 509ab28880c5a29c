package audit

import (
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models/store"
	view "portico/views/console/log"
)

// Retention changes how many days a tenant retains audit logs; 0: forever.
type Retention interface {
	SetAuditRetention(ctx context.Context, records *store.Store, days int64) error
}

func (h *Console) retention(c *fiber.Ctx) (web.FormPage[string], error) {
	ctx, site := c.UserContext(), web.Console(c)
	return web.FormPage[string]{
		Values: strconv.FormatInt(tenant.From(ctx).Settings.AuditRetentionDays, 10), FieldNames: []string{"days"},
		Form: view.RetentionForm, Page: view.RetentionPage(ctx).With, Done: "console.logs.retentionSaved",
		Read: func(typed web.Fields, days *string) { *days = typed.Line("days") },
		Save: func(ctx context.Context, records *store.Store, text string) (string, error) {
			days, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				days = -1 // refused like any other number out of range
			}
			return site.Logs(), h.Retention.SetAuditRetention(ctx, records, days)
		},
	}, nil
}
