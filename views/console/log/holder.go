package log

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/icon"
	"portico/views/layout"
)

// TabLogs is the tab of a user or an application that shows its audit log.
const TabLogs = "logs"

// OfHolder is that tab; apiURL is the URL of the same rows in the Management API.
func OfHolder(ctx context.Context, holder layout.Holder, list component.ListProps, rows []Row, apiURL string) layout.List {
	list.None = component.Empty{Icon: icon.ScrollText(), Title: locales.T(ctx, "console.user.logsNone"), Lead: locales.T(ctx, "console.user.logsNoneLead")}
	if holder.Kind == models.HolderApplication {
		list.None.Title, list.None.Lead = locales.T(ctx, "console.application.noLogs"), locales.T(ctx, "console.application.noLogsLead")
	}
	list.Table = Rows(rows)
	tab := holder.List(TabLogs, list)
	tab.Page.Calls = []component.APICall{{Method: "GET", URL: apiURL}}
	return tab
}
