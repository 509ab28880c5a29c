package audit

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/log"
	"portico/views/href"
	"portico/views/layout"
)

// holderTab is the tab of a user or an application that shows its audit log.
type holderTab struct {
	*Console
	pages web.HolderPages
}

func (h holderTab) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return err
	}
	filter := store.AuditLogFilter{UserID: holder.ID}
	if holder.Kind == models.HolderApplication {
		filter = store.AuditLogFilter{ApplicationID: holder.ID}
	}
	found, page, err := read(c, filter)
	if err != nil {
		return err
	}
	names, err := namesBeside(ctx, t.Store, holder, found)
	if err != nil {
		return err
	}
	list := web.List[models.AuditLog]{Rows: found, Page: page}.Props(string(holder.Kind)+"-"+view.TabLogs, holder.TabURL(view.TabLogs))
	return h.Render.List(c, view.OfHolder(ctx, holder, list, view.RowsOf(found, names),
		href.With(t.URL("/api/logs"), "userId", filter.UserID, "applicationId", filter.ApplicationID)))
}

// namesBeside are the names in the audit log of a holder, whose own name is known.
func namesBeside(ctx context.Context, records *store.Store, holder layout.Holder, rows []models.AuditLog) (view.Names, error) {
	own := map[string]string{holder.ID: holder.Name}
	userIDs, applicationIDs := idsIn(rows)
	if holder.Kind == models.HolderUser {
		applications, err := records.Applications.Names(ctx, applicationIDs)
		return view.Names{Users: own, Applications: applications}, err
	}
	users, err := records.Users.Names(ctx, userIDs)
	return view.Names{Users: users, Applications: own}, err
}
