package audit

import (
	"strconv"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models/store"
	"portico/views/href"
)

// apiURL is the call that gives the same rows; the Management API cannot tell
// results apart.
func apiURL(t *tenant.Tenant, filter store.AuditLogFilter, page int) string {
	millis := func(at int64) string {
		if at == 0 {
			return ""
		}
		return strconv.FormatInt(at, 10)
	}
	return href.With(t.URL("/api/logs"),
		"logKey", filter.Key, "userId", filter.UserID, "applicationId", filter.ApplicationID,
		"start_time", millis(filter.From), "end_time", millis(filter.To),
		"page", strconv.Itoa(page), "page_size", strconv.Itoa(web.RowsOnPage))
}
