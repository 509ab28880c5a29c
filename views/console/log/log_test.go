package log_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/log"
	"portico/views/layout"
	"portico/views/viewtest"
)

const happened = int64(1_780_000_000_000)

func groups() []log.EventGroup {
	return []log.EventGroup{
		{Subject: "console.log.subject.signIn", Events: []log.Event{{"Interaction.SignIn.Submit", "console.log.event.signIn"}}},
		{Subject: "console.log.subject.users", Events: []log.Event{
			{"User.Created", "console.log.event.userCreated"}, {"User.Data.Updated", "console.log.event.userUpdated"},
		}},
	}
}

func names() log.Names {
	return log.Names{
		Users:        map[string]string{"u1": "李雷"},
		Applications: map[string]string{"a1": "商店"},
	}
}

// byOperator is a change made by an operator.
func byOperator() models.AuditLog {
	return models.AuditLog{
		ID: "l2", Key: "User.Data.Updated", Result: models.AuditSuccess, UserID: "u1", IP: "192.0.2.1",
		UserAgent: "测试", Count: 1, CreatedAt: happened,
		Payload: map[string]any{
			"actor":  map[string]any{"kind": "operator", "id": "o1", "name": "韩梅梅"},
			"before": map[string]any{"name": "李", "profile": map[string]any{"nickname": "雷", "locale": "zh"}},
			"after":  map[string]any{"name": "<b>李雷</b>", "profile": map[string]any{"nickname": "雷"}, "customData": map[string]any{}},
		},
	}
}

// entries returns an entry of each kind.
func entries() []models.AuditLog {
	return []models.AuditLog{
		{ID: "l1", Key: "Interaction.SignIn.Submit", Result: models.AuditError, Reason: "session.invalid_credentials", UserID: "u1", ApplicationID: "a1", IP: "192.0.2.1", Count: 1, CreatedAt: happened},
		byOperator(),
		{ID: "l3", Key: "ExchangeTokenBy.ClientCredentials", Result: models.AuditSuccess, ApplicationID: "a1", Count: 12, CreatedAt: happened},
		{ID: "l4", Key: "SigningKeys.Rotated", Result: models.AuditSuccess, Count: 1, CreatedAt: happened},
	}
}

func rows() []log.Row {
	var all []log.Row
	for _, entry := range entries() {
		all = append(all, log.RowOf(entry, names()))
	}
	return all
}

func TestPages(t *testing.T) {
	list := func(p log.Listed) func(context.Context) templ.Component {
		p.Groups = groups()
		return func(ctx context.Context) templ.Component {
			return log.ListPage(ctx, "https://id.example/api/logs").With(log.List(p))
		}
	}
	details := func(entry models.AuditLog, known log.Names) func(context.Context) templ.Component {
		return func(ctx context.Context) templ.Component {
			return log.DetailsPage(ctx, &entry, known, "https://id.example/api/logs/"+entry.ID)
		}
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: list(log.Listed{
				Rows:  rows(),
				Pager: component.PagerProps{From: 1, To: 4, Total: 10_000, IsCapped: true, NextURL: "/t/shop/console/audit-logs?page=2"},
			}),
			Heading: "console.logs.title",
			Links: []string{
				"/t/shop/console/audit-logs/retention", "/t/shop/console/audit-logs/l1", "/t/shop/console/audit-logs/l2", "/t/shop/console/audit-logs/l3",
				"/t/shop/console/audit-logs/l4", "/t/shop/console/audit-logs?page=2",
			},
			Forms: []viewtest.Form{
				{ID: "logs-filter", To: "GET /t/shop/console/audit-logs", Fields: []string{
					"key= (Interaction.SignIn.Submit, User.Created, User.Data.Updated)", "result= (Success, Error)",
					"range= (hour, day, week, month)", "user=", "application=", "from=", "to=",
				}},
			},
			Says: []string{
				"console.logs.show", "console.log.event.signIn", "Interaction.SignIn.Submit", "console.log.failed",
				"session.invalid_credentials", "李雷", "console.log.applicationNamed", "192.0.2.1", "2026-05-28T20:26:40Z",
				"console.log.event.userUpdated", "User.Data.Updated", "console.log.succeeded", "韩梅梅", "console.log.operatorNamed",
				"192.0.2.1", "2026-05-28T20:26:40Z", "console.log.event.exchangeClientCredentials", "12",
				"ExchangeTokenBy.ClientCredentials", "console.log.succeeded", "商店", "2026-05-28T20:26:40Z", "console.log.event.keysRotated",
				"SigningKeys.Rotated", "console.log.succeeded", "2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "filtered",
			Show: list(log.Listed{
				Rows: rows()[:1], Names: names(),
				Filter: log.Filter{
					Key: "Interaction.SignIn.Submit", Result: "Error", User: "u1", Application: "a1",
					Range: log.RangeWeek, From: "2026-05-01T00:00", To: "2026-06-01T12:30",
				},
				Pager: component.PagerProps{From: 1, To: 1, Total: 1},
			}),
			Heading: "console.logs.title",
			Links: []string{
				"/t/shop/console/audit-logs/retention",
				"/t/shop/console/audit-logs?key=Interaction.SignIn.Submit&result=Error&application=a1&range=week&from=2026-05-01T00%3A00&to=2026-06-01T12%3A30",
				"/t/shop/console/audit-logs?key=Interaction.SignIn.Submit&result=Error&user=u1&range=week&from=2026-05-01T00%3A00&to=2026-06-01T12%3A30",
				"/t/shop/console/audit-logs?key=Interaction.SignIn.Submit&result=Error&user=u1&application=a1&range=week&to=2026-06-01T12%3A30",
				"/t/shop/console/audit-logs?key=Interaction.SignIn.Submit&result=Error&user=u1&application=a1&range=week&from=2026-05-01T00%3A00",
				"/t/shop/console/audit-logs/l1",
			},
			Forms: []viewtest.Form{
				{ID: "logs-filter", To: "GET /t/shop/console/audit-logs", Fields: []string{
					"key=Interaction.SignIn.Submit (, User.Created, User.Data.Updated)", "result=Error (, Success)",
					"range=week (, hour, day, month)", "user=u1", "application=a1", "from=2026-05-01T00:00", "to=2026-06-01T12:30",
				}},
			},
			Says: []string{
				"console.logs.show", "console.logs.without", "console.logs.ofUser", "console.logs.without", "console.logs.ofApplication",
				"console.logs.without", "console.logs.since", "console.logs.without", "console.logs.until", "console.log.event.signIn",
				"Interaction.SignIn.Submit", "console.log.failed", "session.invalid_credentials", "李雷", "console.log.applicationNamed",
				"192.0.2.1", "2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "retention",
			Show: func(ctx context.Context) templ.Component {
				return log.RetentionPage(ctx).With(log.RetentionForm(layout.Form[string]{
					Values: "-1", Action: "/t/shop/console/audit-logs/retention",
					Errors: map[string]string{"days": locales.T(ctx, "error.tenant.invalid_audit_retention")},
				}))
			},
			Heading: "console.logs.retentionTitle",
			Links:   []string{"/t/shop/console/audit-logs"},
			Errors:  map[string]string{"days": "error.tenant.invalid_audit_retention"},
			Forms: []viewtest.Form{
				{ID: "logs-retention-form", To: "POST /t/shop/console/audit-logs/retention", Fields: []string{"days=-1"}},
			},
			Says: []string{"console.logs.retentionHint", "console.logs.retentionSave"},
		},
		{
			Name:    "nothing has happened",
			Show:    list(log.Listed{}),
			Heading: "console.logs.title",
			Links:   []string{"/t/shop/console/audit-logs/retention"},
			Forms: []viewtest.Form{
				{ID: "logs-filter", To: "GET /t/shop/console/audit-logs", Fields: []string{
					"key= (Interaction.SignIn.Submit, User.Created, User.Data.Updated)", "result= (Success, Error)",
					"range= (hour, day, week, month)", "user=", "application=", "from=", "to=",
				}},
			},
			Says: []string{"console.logs.show", "console.logs.emptyTitle"},
		},
		{
			Name: "nothing is found",
			Show: func(context.Context) templ.Component {
				return log.ListTable(log.Listed{Groups: groups(), Filter: log.Filter{Result: "Error"}})
			},
			Links: []string{"/t/shop/console/audit-logs"},
			Says:  []string{"console.logs.nothingTitle", "console.logs.clear"},
		},
		{
			Name:    "details",
			Show:    details(byOperator(), names()),
			Heading: "console.log.event.userUpdated",
			Links:   []string{"/t/shop/console/audit-logs", "/t/shop/console/users/u1"},
			Says: []string{
				"console.log.succeeded", "l2", "console.log.facts", "console.logs.time", "2026-05-28T20:26:40Z", "console.log.key",
				"User.Data.Updated", "console.logs.result", "console.log.succeeded", "console.log.user", "李雷", "u1", "console.log.actor",
				"console.log.operatorNamed", "o1", "console.logs.address", "192.0.2.1", "console.log.agent", "测试", "console.log.changes",
				"{}", "\"李\"", "\"<b>李雷</b>\"", "\"zh\"", "console.log.payload",
				"{ \"actor\": { \"id\": \"o1\", \"kind\": \"operator\", \"name\": \"韩梅梅\" }, \"after\": { \"customData\": {}, \"name\": \"<b>李雷</b>\", \"profile\": { \"nickname\": \"雷\" } }, \"before\": { \"name\": \"李\", \"profile\": { \"locale\": \"zh\", \"nickname\": \"雷\" } } }",
			},
		},
		{
			Name:    "details of a failure",
			Show:    details(entries()[0], names()),
			Heading: "console.log.event.signIn",
			Links:   []string{"/t/shop/console/audit-logs", "/t/shop/console/users/u1", "/t/shop/console/applications/a1"},
			Says: []string{
				"console.log.failed", "l1", "console.log.facts", "console.logs.time", "2026-05-28T20:26:40Z", "console.log.key",
				"Interaction.SignIn.Submit", "console.logs.result", "console.log.failed", "console.log.reason",
				"session.invalid_credentials", "console.log.user", "李雷", "u1", "console.log.application", "商店", "a1", "console.logs.address",
				"192.0.2.1",
			},
		},
		{
			Name: "details of what is gone",
			Show: details(models.AuditLog{
				ID: "l5", Key: "Application.Updated", Result: models.AuditSuccess, ApplicationID: "a2", Count: 3, CreatedAt: happened,
				Payload: map[string]any{"actor": map[string]any{"kind": "application", "id": "a1", "name": "商店"}},
			}, log.Names{}),
			Heading: "console.log.event.applicationUpdated",
			Links:   []string{"/t/shop/console/audit-logs"},
			Says: []string{
				"console.log.succeeded", "l5", "console.log.facts", "console.logs.time", "2026-05-28T20:26:40Z", "console.log.key",
				"Application.Updated", "console.logs.result", "console.log.succeeded", "console.log.application", "console.log.gone", "a2",
				"console.log.actor", "console.log.applicationNamed", "a1", "console.log.count", "3", "console.log.payload",
				"{ \"actor\": { \"id\": \"a1\", \"kind\": \"application\", \"name\": \"商店\" } }",
			},
		},
	}, "UTC", "JWKS", "IP")
}

func TestRowOf(t *testing.T) {
	actor := func(kind, id, name string) map[string]any {
		return map[string]any{"actor": map[string]any{"kind": kind, "id": id, "name": name}}
	}
	user := log.Party{Kind: log.PartyUser, ID: "u1", Name: "李雷"}
	application := log.Party{Kind: log.PartyApplication, ID: "a1", Name: "商店"}
	operator := log.Party{Kind: log.PartyOperator, ID: "o1", Name: "韩梅梅"}
	tests := []struct {
		name       string
		entry      models.AuditLog
		who, about log.Party
	}{
		{"nobody", models.AuditLog{}, log.Party{}, log.Party{}},
		{"a user", models.AuditLog{UserID: "u1"}, user, log.Party{}},
		{"an application", models.AuditLog{ApplicationID: "a1"}, application, log.Party{}},
		{"a user through an application", models.AuditLog{UserID: "u1", ApplicationID: "a1"}, user, application},
		{"without a name", models.AuditLog{UserID: "u9"}, log.Party{Kind: log.PartyUser, ID: "u9"}, log.Party{}},
		{"an operator", models.AuditLog{Payload: actor("operator", "o1", "韩梅梅")}, operator, log.Party{}},
		{"an operator on a user", models.AuditLog{UserID: "u1", Payload: actor("operator", "o1", "韩梅梅")}, operator, user},
		{
			"an operator on a user of an application",
			models.AuditLog{UserID: "u1", ApplicationID: "a1", Payload: actor("operator", "o1", "韩梅梅")},
			operator, user,
		},
		{
			"an operator on their own account",
			models.AuditLog{UserID: "o1", Payload: actor("operator", "o1", "韩梅梅")},
			operator,
			log.Party{},
		},
		{"a machine on itself", models.AuditLog{ApplicationID: "a1", Payload: actor("application", "a1", "商店")}, application, log.Party{}},
		{"an actor that is not an object", models.AuditLog{UserID: "u1", Payload: map[string]any{"actor": "x"}}, user, log.Party{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			row := log.RowOf(test.entry, names())
			if diff := cmp.Diff([]log.Party{test.who, test.about}, []log.Party{row.Who, row.About}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The table of changes has a line for each field that differs, and for each
// member of an object.
func TestChanges(t *testing.T) {
	long := strings.Repeat("x", 500)
	tests := []struct {
		name    string
		payload map[string]any
		want    []string // field, before, after
	}{
		{"none", nil, nil},
		{"no states", map[string]any{"scope": "openid"}, nil},
		{"no objects", map[string]any{"before": "x", "after": 1}, nil},
		{"a value", map[string]any{"before": map[string]any{"n": 1}, "after": map[string]any{"n": 2}}, []string{"n", "1", "2"}},
		{"made", map[string]any{"after": map[string]any{"name": "x"}}, []string{"name", "", `"x"`}},
		{"deleted", map[string]any{"before": map[string]any{"name": "x"}}, []string{"name", `"x"`, ""}},
		{"emptied", map[string]any{"before": map[string]any{"name": "x"}, "after": map[string]any{"name": ""}}, []string{"name", `"x"`, `""`}},
		{
			"members that are the same are left out",
			map[string]any{
				"before": map[string]any{"p": map[string]any{"a": "1", "b": "2"}},
				"after":  map[string]any{"p": map[string]any{"a": "1", "b": "3"}},
			},
			[]string{"p.b", `"2"`, `"3"`},
		},
		{
			"deeper objects and lists are text",
			map[string]any{"after": map[string]any{"p": map[string]any{"a": map[string]any{"x": 1}}, "l": []any{"<&>"}}},
			[]string{"l", "", `["<&>"]`, "p.a", "", `{"x":1}`},
		},
		{
			"an object that becomes empty",
			map[string]any{"before": map[string]any{"c": map[string]any{"k": 1}}, "after": map[string]any{"c": map[string]any{}}},
			[]string{"c", "", "{}", "c.k", "1", ""},
		},
		{
			"long values are cut",
			map[string]any{"after": map[string]any{"v": long}},
			[]string{"v", "", `"` + strings.Repeat("x", 159) + "…"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := viewtest.Context("en")
			page := log.DetailsPage(ctx, &models.AuditLog{Payload: test.payload}, log.Names{}, "")
			if diff := cmp.Diff(test.want, cells(viewtest.Render(t, ctx, page))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// cells returns the texts of the table of changes.
func cells(html string) []string {
	_, table, found := strings.Cut(html, "<tbody>")
	if !found {
		return nil
	}
	table, _, _ = strings.Cut(table, "</tbody>")
	var texts []string
	unescape := strings.NewReplacer("&#34;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&")
	for _, cell := range regexp.MustCompile(`(?s)<t[dh][^>]*>(.*?)</t[dh]>`).FindAllStringSubmatch(table, -1) {
		texts = append(texts, unescape.Replace(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cell[1], "")))
	}
	return texts
}

// External input is escaped.
func TestMarkupIsText(t *testing.T) {
	const evil = viewtest.Markup
	entry := models.AuditLog{
		ID: evil, Key: evil, Result: evil, Reason: evil, UserID: evil, ApplicationID: evil, IP: evil, UserAgent: evil, Count: 2,
		Payload: map[string]any{evil: evil, "before": map[string]any{evil: evil}, "actor": map[string]any{"kind": evil, "id": evil, "name": evil}},
	}
	filter := log.Filter{Key: evil, Result: evil, User: evil, Application: evil, Range: evil, From: evil, To: evil}
	viewtest.Escapes(t, map[string]templ.Component{
		"list": viewtest.Late(func(ctx context.Context) templ.Component {
			return log.ListPage(ctx, evil).With(log.List(log.Listed{Filter: filter, Rows: []log.Row{log.RowOf(entry, log.Names{})}}))
		}),
		"details": viewtest.Late(func(ctx context.Context) templ.Component { return log.DetailsPage(ctx, &entry, log.Names{}, evil) }),
	})
}

// The tab of a holder's audit log is the same for users and applications.
func TestHolder(t *testing.T) {
	holder := func(kind models.HolderKind) layout.Holder {
		return layout.Holder{Holder: models.Holder{Kind: kind, ID: "h1"}, Record: layout.Record{
			Page: layout.Page{Title: "商店"}, Noun: string(kind), Name: "商店", URL: "/h1",
			Pages: []layout.RecordTab{{Name: "settings", Label: "设置"}, {Name: log.TabLogs, Label: "日志"}},
		}}
	}
	entry := models.AuditLog{ID: "l1", Key: "Application.Created", Result: models.AuditSuccess, ApplicationID: "a1", Count: 1, CreatedAt: happened}
	for kind, none := range map[models.HolderKind][]string{
		models.HolderUser:        {"console.user.logsNone", "console.user.logsNoneLead"},
		models.HolderApplication: {"console.application.noLogs", "console.application.noLogsLead"},
	} {
		id := string(kind) + "-logs"
		full := func(ctx context.Context) templ.Component {
			return log.OfHolder(ctx, holder(kind), component.ListProps{
				ID: id, Count: 1, Pager: component.PagerProps{From: 1, To: 1, Total: 2, NextURL: "/h1/logs?page=2", Target: id},
			}, log.RowsOf([]models.AuditLog{entry}, names()), "https://id.example/api/logs").Whole()
		}
		viewtest.Check(t, []viewtest.Page{
			{
				Name:    string(kind),
				Show:    full,
				Heading: "商店",
				Links:   []string{"/h1", "/h1/logs", "/t/shop/console/audit-logs/l1", "/h1/logs?page=2"},
				Says: []string{
					"console.log.event.applicationCreated", "Application.Created", "console.log.succeeded", "商店", "2026-05-28T20:26:40Z",
				},
			},
			{
				Name: string(kind) + " without logs",
				Show: func(ctx context.Context) templ.Component {
					return log.OfHolder(ctx, holder(kind), component.ListProps{}, nil, "").Whole()
				},
				Heading: "商店",
				Links:   []string{"/h1", "/h1/logs"},
				Says:    none,
			},
		}, "IP")
		page := viewtest.Render(t, viewtest.Context("en"), viewtest.Late(full))
		if !strings.Contains(page, "https://id.example/api/logs") {
			t.Errorf("the page does not name its API call: %s", page)
		}
		if !strings.Contains(page, `<div id="`+id+`">`) || !strings.Contains(page, `hx-target="#`+id+`"`) {
			t.Errorf("the pager does not replace the list: %s", page)
		}
	}
}
