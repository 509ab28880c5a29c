package log

import (
	"context"
	"strings"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/href"
)

// The time ranges to choose from, counted back from now.
const (
	RangeHour  = "hour"
	RangeDay   = "day"
	RangeWeek  = "week"
	RangeMonth = "month"
)

// Filter is the filter of the list, as in the page's URL;
// empty fields do not filter.
type Filter struct {
	Key, Result, User, Application string
	Range                          string // one of the ranges
	From, To                       string // in UTC, in the format of datetime-local fields
}

// URL is the URL of a page of the list, by number; "" is the first.
func (f Filter) URL(site href.Console, page string) string {
	return href.With(site.Logs(),
		"key", f.Key, "result", f.Result, "user", f.User, "application", f.Application,
		"range", f.Range, "from", f.From, "to", f.To, "page", page)
}

// chip is a part of the filter that can be removed.
type chip struct{ Text, URL string }

// chips are the active parts of the filter that only the menu would show.
func (f Filter) chips(ctx context.Context, site href.Console, names Names) []chip {
	var chips []chip
	add := func(id, value, shown string, without Filter) {
		if value != "" {
			chips = append(chips, chip{locales.T(ctx, id, locales.Data{"Value": shown}), without.URL(site, "")})
		}
	}
	noUser, noApplication, noFrom, noTo := f, f, f, f
	noUser.User, noApplication.Application, noFrom.From, noTo.To = "", "", "", ""
	add("console.logs.ofUser", f.User, Party{ID: f.User, Name: names.Users[f.User]}.label(), noUser)
	add("console.logs.ofApplication", f.Application, Party{ID: f.Application, Name: names.Applications[f.Application]}.label(), noApplication)
	add("console.logs.since", f.From, strings.Replace(f.From, "T", " ", 1), noFrom)
	add("console.logs.until", f.To, strings.Replace(f.To, "T", " ", 1), noTo)
	return chips
}

func resultOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: "", Label: locales.T(ctx, "console.logs.anyResult")},
		{Value: string(models.AuditSuccess), Label: resultName(ctx, models.AuditSuccess)},
		{Value: string(models.AuditError), Label: resultName(ctx, models.AuditError)},
	}
}

func rangeOptions(ctx context.Context) []component.Option {
	return []component.Option{
		{Value: "", Label: locales.T(ctx, "console.logs.anyTime")},
		{Value: RangeHour, Label: locales.T(ctx, "console.logs.hour")},
		{Value: RangeDay, Label: locales.T(ctx, "console.logs.day")},
		{Value: RangeWeek, Label: locales.T(ctx, "console.logs.week")},
		{Value: RangeMonth, Label: locales.T(ctx, "console.logs.month")},
	}
}

// resultName is the name of an event's result.
func resultName(ctx context.Context, result models.AuditResult) string {
	if result == models.AuditError {
		return locales.T(ctx, "console.log.failed")
	}
	return locales.T(ctx, "console.log.succeeded")
}
