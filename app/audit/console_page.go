package audit

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/app/tenant"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/log"
	"portico/views/href"
)

const (
	// consoleRows are on a page of the list.
	consoleRows = 20
	// lastPage bounds the page that is asked for, far behind the end of every log.
	lastPage = 10_000_000
)

// readPage reads the number of the page, counted from 1.
func readPage(c *fiber.Ctx) int {
	page, err := strconv.Atoi(c.Query("page"))
	if err != nil || page < 1 || page > lastPage {
		return 1
	}
	return page
}

// pager leads from a page of the list to those beside it.
func pager(site href.Console, filter view.Filter, page int, found *store.AuditLogPage) component.PagerProps {
	first := (page - 1) * consoleRows
	props := component.PagerProps{
		From: first + 1, To: first + len(found.Rows), Total: found.Total, IsCapped: found.IsCapped,
	}
	if page > 1 {
		props.PreviousURL = filter.URL(site, page-1)
	}
	if int64(props.To) < found.Total || (found.IsCapped && len(found.Rows) == consoleRows) {
		props.NextURL = filter.URL(site, page+1)
	}
	return props
}

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
		"page", strconv.Itoa(page), "page_size", strconv.Itoa(consoleRows))
}
