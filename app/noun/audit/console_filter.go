package audit

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/models"
	"portico/models/store"
	view "portico/views/console/log"
)

// readFilter parses the filter in the query. Values that our own form cannot
// produce are dropped.
func readFilter(c *fiber.Ctx) view.Filter {
	filter := view.Filter{
		Key: c.Query("key"), Result: c.Query("result"), User: c.Query("user"), Application: c.Query("application"),
		Range: c.Query("range"), From: c.Query("from"), To: c.Query("to"),
	}
	if !isEvent(filter.Key) {
		filter.Key = ""
	}
	results := []models.AuditResult{models.AuditSuccess, models.AuditError}
	if !slices.Contains(results, models.AuditResult(filter.Result)) {
		filter.Result = ""
	}
	if ranges()[filter.Range] == 0 {
		filter.Range = ""
	}
	for _, field := range []*string{&filter.From, &filter.To} {
		if localTime(*field) == 0 {
			*field = ""
		}
	}
	return filter
}

func isEvent(key string) bool {
	return slices.ContainsFunc(view.EventGroups(), func(group view.EventGroup) bool {
		return slices.ContainsFunc(group.Events, func(e view.Event) bool { return e.Key == key })
	})
}

func ranges() map[string]time.Duration {
	const day = 24 * time.Hour
	return map[string]time.Duration{
		view.RangeHour: time.Hour, view.RangeDay: day, view.RangeWeek: 7 * day, view.RangeMonth: 30 * day,
	}
}

// localTime parses the value of a datetime-local field (HTML standard, section
// 2.3.5.5), in UTC, as epoch ms; 0 if it is invalid or before 1970.
func localTime(text string) int64 {
	for _, format := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if read, err := time.Parse(format, text); err == nil {
			return max(0, read.UnixMilli())
		}
	}
	return 0
}

// narrow converts the filter for the store: of a range and a start time, the later
// start applies.
func narrow(filter view.Filter, now time.Time) store.AuditLogFilter {
	narrowed := store.AuditLogFilter{
		Key: filter.Key, UserID: filter.User, ApplicationID: filter.Application,
		Result: models.AuditResult(filter.Result), From: localTime(filter.From), To: localTime(filter.To),
	}
	if back := ranges()[filter.Range]; back > 0 {
		narrowed.From = max(narrowed.From, now.Add(-back).UnixMilli())
	}
	return narrowed
}
