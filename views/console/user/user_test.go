package user_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/user"
	"portico/views/layout"
	"portico/views/viewtest"
)

const (
	made = int64(1_780_000_000_000)
	evil = viewtest.Markup
	api  = "https://id.example/t/shop/api/users"
)

func li() *models.User {
	username, email, phone, name, application := "li_lei", "lei@example.com", "8613812345678", "李雷", "ledgerly"
	return &models.User{
		ID: "l1l1l1l1l1l1", Username: &username, PrimaryEmail: &email, EmailVerifiedAt: made, PrimaryPhone: &phone, Name: &name,
		Profile: models.Profile{
			FamilyName: "李", GivenName: "雷", Zoneinfo: "Asia/Shanghai",
			Address: &models.Address{Formatted: "中山路 1 号\n上海", Country: "中国"},
		},
		CustomData: map[string]any{"plan": "<pro>", "seats": 12}, PasswordHash: "x", ApplicationID: &application,
		LastSignInAt: made, CreatedAt: made,
	}
}

func han() *models.User {
	name := "韩梅梅"
	return &models.User{ID: "h2h2h2h2h2h2", Name: &name, IsSuspended: true, CreatedAt: made}
}

func details(ctx context.Context, of *models.User) user.Details {
	return user.DetailsOf(ctx, of, api+"/"+of.ID)
}

func texts(t *testing.T, of *models.User) map[string]string {
	t.Helper()
	fields, err := user.TextsOf(of)
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

// profileForm is the form of a user's profile with input.
func profileForm(ctx context.Context, of *models.User, typed map[string]string, errors map[string]string) templ.Component {
	d := details(ctx, of)
	return d.ProfileForm(layout.Form[map[string]string]{Values: typed, Action: d.URL, Errors: errors})
}

func profile(ctx context.Context, t *testing.T, of *models.User, application string) templ.Component {
	t.Helper()
	return details(ctx, of).ProfilePage(application, profileForm(ctx, of, texts(t, of), nil))
}

// list is the list of users, with this many on the page.
func list(ctx context.Context, shown component.ListProps, listed user.Listed) layout.List {
	shown.ID, shown.URL, shown.Count = "users-table", "/t/shop/console/users", len(listed.Users)
	return user.List(ctx, shown, listed, api)
}

func newPage(ctx context.Context, values user.New, errors map[string]string) templ.Component {
	return user.NewPage(ctx, api).With(user.NewForm(layout.Form[user.New]{
		Values: values, Action: "/t/shop/console/users/new", Errors: errors,
	}))
}

func passwordPage(ctx context.Context, of *models.User, errors map[string]string) templ.Component {
	d := details(ctx, of)
	return d.PasswordPage(ctx).With(d.PasswordForm(layout.Form[user.Password]{
		Values: user.Password{Policy: policy()}, Action: d.Below("password"), Errors: errors,
	}))
}

func policy() models.PasswordPolicy { return models.DefaultTenantSettings().PasswordPolicy }

// linksOf are the links of every page about a user, and more.
func linksOf(id string, more ...string) []string {
	at := "/t/shop/console/users/" + id
	return append([]string{
		"/t/shop/console/users", at + "/password", at + "/suspension", at + "/delete",
		at, at + "/roles", at + "/organizations", at + "/permissions", at + "/applications", at + "/sessions", at + "/logs",
	}, more...)
}

func TestLists(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(ctx context.Context) templ.Component {
				return list(ctx, component.ListProps{
					Query: "l", Pager: component.PagerProps{From: 21, To: 22, Total: 22, PreviousURL: "/t/shop/console/users?q=l", Target: "users-table"},
				}, user.Listed{Users: []models.User{*li(), *han()}, Applications: map[string]string{"ledgerly": "账本"}}).Whole()
			},
			Heading: "console.users.title",
			Links: []string{
				"/t/shop/console/users/new", "/t/shop/console/users/l1l1l1l1l1l1", "/t/shop/console/users/h2h2h2h2h2h2",
				"/t/shop/console/users?q=l",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/users", Fields: []string{"q=l"}},
			},
			Says: []string{
				"console.users.create", "李雷", "lei@example.com", "l1l1l1l1l1l1", "账本", "2026-05-28T20:26:40Z", "韩梅梅",
				"console.users.suspended", "h2h2h2h2h2h2", "–", "console.users.nothingThere", "console.users.never", "2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "list nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(list(ctx, component.ListProps{Query: "zzz"}, user.Listed{}).Panel)
			},
			Says: []string{"console.users.nothing"},
		},
		{
			Name: "list empty",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPanel(list(ctx, component.ListProps{}, user.Listed{}).Panel)
			},
			Links: []string{"/t/shop/console/users/new"},
			Says:  []string{"console.users.empty", "console.users.create"},
		},
	}, "lei@example.com", "IP")
}

func TestForms(t *testing.T) {
	words := []string{
		"https://example.com/ann.jpg", "https://example.com/people/ann", "https://ann.example", "Europe/Paris", "fr-FR", "profile",
		"address", "custom_data", "JSON", "KB", "plan", "&lt;pro&gt;", "seats",
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "new",
			Show: func(ctx context.Context) templ.Component {
				return newPage(ctx, user.New{Password: user.Password{Policy: policy()}}, nil)
			},
			Heading: "console.users.create",
			Links:   []string{"/t/shop/console/users"},
			Forms: []viewtest.Form{
				{ID: "user-form", To: "POST /t/shop/console/users/new", Fields: []string{
					"username=", "primaryEmail=", "primaryPhone=", "name=", "passwordSource=made (typed)", "password=",
				}},
			},
			Says: []string{"console.users.create"},
		},
		{
			Name: "new wrong",
			Show: func(ctx context.Context) templ.Component {
				return newPage(ctx, user.New{
					Username: "1", Email: "lei@example.com", Password: user.Password{IsTyped: true, Policy: policy()},
				}, map[string]string{
					"username": locales.T(ctx, "error.user.invalid_username"), "primaryEmail": "已被使用。", "primaryPhone": "格式有误。",
					"name": "太长。", "password": locales.T(ctx, "error.password_rejected.too_short", locales.Data{"Min": 8}),
				})
			},
			Heading: "console.users.create",
			Links:   []string{"/t/shop/console/users"},
			Forms: []viewtest.Form{
				{ID: "user-form", To: "POST /t/shop/console/users/new", Fields: []string{
					"username=1", "primaryEmail=lei@example.com", "primaryPhone=", "name=", "passwordSource=typed (made)", "password=",
				}},
			},
			Errors: map[string]string{
				"username": "error.user.invalid_username", "primaryEmail": "已被使用。", "primaryPhone": "格式有误。", "name": "太长。",
				"password": "error.password_rejected.too_short",
			},
			Says: []string{"console.users.create"},
		},
		{
			Name: "made",
			Show: func(context.Context) templ.Component {
				return user.MadePasswordPage(li(), "x-Y7", true)
			},
			Heading: "console.users.madeUser",
			Links:   []string{"/t/shop/console/users", "/t/shop/console/users/l1l1l1l1l1l1", "/t/shop/console/users/new"},
			Says: []string{
				"l1l1l1l1l1l1", "console.user.password", "console.user.madeOnce", "console.user.madeDone", "console.users.createAnother",
			},
		},
		{
			Name: "made anew",
			Show: func(context.Context) templ.Component {
				return user.MadePasswordPage(li(), "x-Y7", false)
			},
			Heading: "console.user.madePassword",
			Links:   []string{"/t/shop/console/users", "/t/shop/console/users/l1l1l1l1l1l1"},
			Says:    []string{"l1l1l1l1l1l1", "console.user.password", "console.user.madeOnce", "console.user.madeDone"},
		},
		{
			Name:    "password",
			Show:    func(ctx context.Context) templ.Component { return passwordPage(ctx, li(), nil) },
			Heading: "console.user.resetOf",
			Links:   []string{"/t/shop/console/users/l1l1l1l1l1l1"},
			Forms: []viewtest.Form{
				{ID: "password-form", To: "POST /t/shop/console/users/l1l1l1l1l1l1/password", Fields: []string{
					"passwordSource=made (typed)", "password=",
				}},
			},
			Says: []string{"console.user.reset"},
		},
		{
			Name:    "profile",
			Show:    func(ctx context.Context) templ.Component { return profile(ctx, t, li(), "账本") },
			Heading: "李雷",
			Links:   linksOf("l1l1l1l1l1l1", "/t/shop/console/applications/ledgerly"),
			Forms: []viewtest.Form{
				{ID: "user-form", To: "POST /t/shop/console/users/l1l1l1l1l1l1", Fields: []string{
					"username=li_lei", "primaryEmail=lei@example.com", "primaryPhone=8613812345678", "name=李雷", "givenName=雷",
					"familyName=李", "middleName=", "nickname=", "avatar=", "preferredUsername=", "profile=", "website=", "gender=",
					"birthdate=", "zoneinfo=Asia/Shanghai", "locale=", "formatted=中山路 1 号\n上海", "streetAddress=", "locality=", "region=",
					"postalCode=", "country=中国", "customData={\n  \"plan\": \"<pro>\",\n  \"seats\": 12\n}",
				}},
			},
			Says: []string{
				"console.user.active", "l1l1l1l1l1l1", "console.user.reset", "console.user.suspend", "console.user.remove",
				"2026-05-28T20:26:40Z", "账本", "console.user.passwordSet", "console.user.verified", "2026-05-28T20:26:40Z",
				"console.user.unverified",
			},
		},
		{
			Name: "profile wrong",
			Show: func(ctx context.Context) templ.Component {
				typed := texts(t, han())
				typed["customData"] = "[1]"
				return profileForm(ctx, han(), typed, map[string]string{"customData": locales.T(ctx, "component.json.noObject")})
			},
			Forms: []viewtest.Form{
				{ID: "user-form", To: "POST /t/shop/console/users/h2h2h2h2h2h2", Fields: []string{
					"username=", "primaryEmail=", "primaryPhone=", "name=韩梅梅", "givenName=", "familyName=", "middleName=", "nickname=",
					"avatar=", "preferredUsername=", "profile=", "website=", "gender=", "birthdate=", "zoneinfo=", "locale=", "formatted=",
					"streetAddress=", "locality=", "region=", "postalCode=", "country=", "customData=[1]",
				}},
			},
			Errors: map[string]string{"customData": "component.json.noObject"},
		},
	}, words...)
}

// The tab that explains what a token of the user would contain.
func TestPermissions(t *testing.T) {
	asked := user.PermissionsPageProps{
		Asked:        user.Asked{Application: "账本", ResourceID: "r2", OrganizationID: "o1"},
		Applications: []models.Application{{ID: "ledgerly", Name: "账本"}},
		Resources:    []models.Resource{{ID: "r1", Name: "商店", Indicator: "https://shop.example/"}, {ID: "r2", Name: "仓库", Indicator: "https://store.example/"}},
		Memberships:  []models.Membership{{Organization: models.Organization{ID: "o1", Name: "北风"}}},
	}
	answered := func(change func(*user.PermissionsPageProps)) func(ctx context.Context) templ.Component {
		p := asked
		p.IsAnswered = true
		change(&p)
		return func(ctx context.Context) templ.Component {
			p.Record = details(ctx, li()).Record
			return user.PermissionsAnswer(p)
		}
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "the question",
			Show: func(ctx context.Context) templ.Component {
				asked.Record = details(ctx, li()).Record
				return user.PermissionsPage(asked)
			},
			Heading: "李雷",
			Links:   linksOf("l1l1l1l1l1l1"),
			Forms: []viewtest.Form{{
				ID: "permissions-form", To: "GET /t/shop/console/users/l1l1l1l1l1l1/permissions",
				Fields: []string{"application=账本", "resource=r2 (, r1)", "organization=o1 ()"},
			}},
		},
		{
			Name: "an answer",
			Show: answered(func(p *user.PermissionsPageProps) {
				p.Carried, p.HasGrant = "read", true
				p.Scopes = []user.Scope{
					{Name: "read", IsCarried: true, Given: []models.Permission{{RoleName: "买家"}, {RoleName: "采购", OrganizationID: "o1"}}},
					{Name: "write"},
				}
			}),
			Says: []string{
				"console.user.why.carries", "read", "read", "console.user.why.yes", "console.user.why.tenantRole", "买家",
				"console.user.why.organizationRole", "北风", "write", "console.user.why.no",
			},
			Lacks: []string{"console.user.why.noGrant"},
		},
		{
			Name:  "nothing is carried",
			Show:  answered(func(*user.PermissionsPageProps) {}),
			Says:  []string{"console.user.why.nothing", "console.user.why.noGrant"},
			Lacks: []string{"console.user.why.carries"},
		},
		{
			Name:  "no token",
			Show:  answered(func(p *user.PermissionsPageProps) { p.Refusal, p.Carried = "suspended", "read" }),
			Says:  []string{"console.user.why.suspended"},
			Lacks: []string{"console.user.why.carries"},
		},
		{
			Name: "unknown",
			Show: answered(func(p *user.PermissionsPageProps) { p.IsUnknown = true }),
			Says: []string{"console.user.why.unknown"},
		},
	}, "https", "shop.example", "store.example", "read", "write")
}

func TestSessions(t *testing.T) {
	const agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "sessions",
			Show: func(ctx context.Context) templ.Component {
				return user.SessionsPage(user.Access{
					Record:       details(ctx, li()).Record,
					Sessions:     []models.Session{{ID: "s", IP: "192.0.2.1", UserAgent: agent, AuthTime: made, ExpiresAt: made}, {ID: "old"}},
					Grants:       []models.Grant{{ID: "g", ApplicationID: "ledgerly", Scope: "openid email", HasOfflineAccess: true}, {ID: "h", ApplicationID: "42"}},
					Applications: map[string]string{"ledgerly": "账本"},
				})
			},
			Heading: "李雷",
			Links: linksOf(
				"l1l1l1l1l1l1", "/t/shop/console/users/l1l1l1l1l1l1/sessions/s/end", "/t/shop/console/users/l1l1l1l1l1l1/sessions/old/end",
				"/t/shop/console/applications/ledgerly", "/t/shop/console/users/l1l1l1l1l1l1/grants/g/revoke",
				"/t/shop/console/applications/42", "/t/shop/console/users/l1l1l1l1l1l1/grants/h/revoke",
				"/t/shop/console/users/l1l1l1l1l1l1/sign-out",
			),
			Says: []string{
				"console.user.active", "l1l1l1l1l1l1", "console.user.reset", "console.user.suspend", "console.user.remove",
				"console.user.browsers", "console.user.device", "192.0.2.1", "2026-05-28T20:26:40Z", "console.user.end",
				"console.user.deviceUnknown", "–", "console.users.nothingThere", "1970-01-01T00:00:00Z", "console.user.end",
				"console.user.grants", "账本", "openidemail", "console.user.offline", "1970-01-01T00:00:00Z", "console.user.revoke", "42",
				"console.user.online", "1970-01-01T00:00:00Z", "console.user.revoke", "console.user.signOut",
			},
		},
		{
			Name: "sessions none",
			Show: func(ctx context.Context) templ.Component {
				return user.SessionsPage(user.Access{Record: details(ctx, han()).Record})
			},
			Heading: "韩梅梅",
			Links:   linksOf("h2h2h2h2h2h2"),
			Says: []string{
				"console.users.suspended", "h2h2h2h2h2h2", "console.user.reset", "console.user.letIn", "console.user.remove",
				"console.user.browsers", "console.user.browsersNone", "console.user.grants", "console.user.grantsNone",
			},
		},
		{
			Name: "confirm",
			Show: func(ctx context.Context) templ.Component {
				return details(ctx, li()).ConfirmPage(component.ConfirmProps{
					Title:  locales.T(ctx, "console.user.letInTitle", locales.Data{"Name": "李雷"}),
					Text:   locales.T(ctx, "console.user.letInText"),
					Action: "/t/shop/console/users/l/suspension", CancelURL: "/t/shop/console/users/l",
					Label: locales.T(ctx, "console.user.letIn"), Error: locales.T(ctx, "error.operator.last_admin"),
					CSRF: layout.CSRFField(), IsHarmless: true,
				})
			},
			Heading: "console.user.letInTitle",
			Links:   []string{"/t/shop/console/users/l"},
			Forms: []viewtest.Form{
				{To: "POST /t/shop/console/users/l/suspension"},
			},
			Says: []string{"console.user.letInText", "error.operator.last_admin", "console.user.letIn"},
		},
	}, agent, "iOS", "Safari", "IP", "a:1", "a:2", "a:3", "a:4", "a:5", "a:6", "admin")
}

// consents is the tab with what a user has allowed an application of this name.
func consents(ctx context.Context, of *models.User, application string) templ.Component {
	return user.Consents(ctx, layout.Holder{Holder: models.UserHolder(of.ID), Record: details(ctx, of).Record}, component.ListProps{Count: 1}, []models.ConsentDetails{{
		Consent: models.Consent{
			ApplicationID: "ledgerly", CreatedAt: made, Scopes: map[string][]string{models.ConsentedUserData: {"email"}, models.ConsentedOrganizations: {"invite"}},
		},
		Application: models.Application{ID: "ledgerly", Name: application}, UserScopes: []string{"email"},
		Organizations: []models.ConsentedOrganization{{Organization: models.Organization{ID: "o1", Name: "北风公司" + application}, IsBlocked: true}},
	}}).Whole()
}

func TestConsents(t *testing.T) {
	const at = "/t/shop/console/users/l1l1l1l1l1l1/applications"
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "consents",
			Show: func(ctx context.Context) templ.Component { return consents(ctx, li(), "账本") }, Heading: "李雷",
			Links: linksOf("l1l1l1l1l1l1", "/t/shop/console/applications/ledgerly", at+"/ledgerly/organizations/o1/remove", at+"/ledgerly/revoke"),
			Says: []string{
				"账本", "email", "invite", "北风公司账本", "component.consented.blocked", "component.table.remove", "2026-05-28T20:26:40Z", "console.user.consent.revoke",
			},
		},
		{
			Name: "consents none",
			Show: func(ctx context.Context) templ.Component {
				return user.Consents(ctx, layout.Holder{Record: details(ctx, li()).Record}, component.ListProps{}, nil).Whole()
			},
			Heading: "李雷", Links: linksOf("l1l1l1l1l1l1"), Says: []string{"console.user.consent.none", "console.user.consent.noneLead"},
		},
	}, "email", "invite", "li_lei", "li@example.com")
}

func TestViewer(t *testing.T) {
	ctx := viewtest.AsViewer(viewtest.Context("en"))
	at := layout.ShellOf(ctx).Site.User(li().ID)
	pages := map[string]templ.Component{
		"list":       list(ctx, component.ListProps{}, user.Listed{Users: []models.User{*li()}}).Whole(),
		"empty list": list(ctx, component.ListProps{}, user.Listed{}).Whole(),
		"profile":    profile(ctx, t, li(), ""),
		"consents":   consents(ctx, li(), "账本"),
		"sessions": user.SessionsPage(user.Access{
			Record: details(ctx, li()).Record, Sessions: []models.Session{{ID: "s"}}, Grants: []models.Grant{{ID: "g"}},
		}),
	}
	for name, page := range pages {
		html := viewtest.Render(t, ctx, page)
		for _, change := range []string{
			layout.ShellOf(ctx).Site.UserNew(), at + "/password", at + "/suspension", at + "/delete", at + "/sign-out",
			at + "/sessions/s/end", at + "/grants/g/revoke", at + "/applications/ledgerly/revoke", at + "/applications/ledgerly/organizations/o1/remove",
		} {
			if strings.Contains(html, change+`"`) || strings.Contains(html, "data-save-bar") {
				t.Errorf("%s offers %s", name, change)
			}
		}
	}
	if html := viewtest.Render(t, ctx, pages["profile"]); !strings.Contains(html, `<fieldset disabled>`) {
		t.Error("the profile is not disabled")
	}
}

// In the operators' tenant the pages explain so, and link to the operators for those who may see them.
func TestOperatorsNote(t *testing.T) {
	page := viewtest.Late(func(ctx context.Context) templ.Component {
		return list(ctx, component.ListProps{}, user.Listed{}).Whole()
	})
	tests := []struct {
		name, tenant         string
		canAdminister        bool
		isNoted, isLinkThere bool
	}{
		{"another tenant", "shop", true, false, false},
		{"an admin", models.TenantAdmin, true, true, true},
		{"an editor", models.TenantAdmin, false, true, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx := viewtest.Context("en")
			shell := layout.ShellOf(ctx)
			shell.Tenant, shell.CanAdminister = test.tenant, test.canAdminister
			_, note, isNoted := strings.Cut(viewtest.Render(t, layout.WithShell(ctx, shell), page), `id="operators-note"`)
			note, _, _ = strings.Cut(note, `class="panel"`)
			if isNoted != test.isNoted || strings.Contains(note, shell.Site.Operators()) != test.isLinkThere {
				t.Errorf("noted: %v, %s", isNoted, note)
			}
		})
	}
}

// Texts from users or applications are escaped.
func TestPagesEscapeProps(t *testing.T) {
	text := evil
	of := &models.User{
		ID: evil, Username: &text, PrimaryEmail: &text, PrimaryPhone: &text, Name: &text, Avatar: &text,
		Profile: models.Profile{Nickname: evil, Address: &models.Address{Formatted: evil}}, CustomData: map[string]any{evil: evil},
	}
	names, ctx := map[string]string{"a": evil}, viewtest.Context("en")
	pages := map[string]templ.Component{
		"list":     list(ctx, component.ListProps{Query: evil}, user.Listed{Users: []models.User{*of}}).Whole(),
		"new":      newPage(ctx, user.New{Username: evil}, map[string]string{"": evil, "username": evil}),
		"made":     user.MadePasswordPage(of, evil, false),
		"password": passwordPage(ctx, of, map[string]string{"password": evil}),
		"profile":  profile(ctx, t, of, ""),
		"consents": consents(ctx, of, evil),
		"sessions": user.SessionsPage(user.Access{
			Record: details(ctx, of).Record, Sessions: []models.Session{{ID: evil, UserAgent: evil, IP: evil}},
			Grants: []models.Grant{{ID: evil, ApplicationID: "a", Scope: evil}}, Applications: names,
		}),
		"confirm": details(ctx, of).ConfirmPage(component.ConfirmProps{Title: evil, Name: evil, Action: evil, CSRF: layout.CSRFField()}),
	}
	viewtest.Escapes(t, pages)
}

func TestDevice(t *testing.T) {
	tests := []struct{ agent, want string }{
		{"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36", "Chrome on Linux"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge on Windows"},
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/121.0.0.0", "Opera on Windows"},
		{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15", "Safari on macOS"},
		{"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Gecko/20100101 Firefox/142.0", "Firefox on macOS"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1", "Chrome on iOS"},
		{"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", "Samsung Internet on Android"},
		{"curl/8.14.1", "curl"},
		{"Mozilla/5.0 (X11; CrOS x86_64 16181.61.0)", "ChromeOS"},
		{"", "Unknown device"},
		{evil, "Unknown device"},
	}
	for _, test := range tests {
		if got := user.Device(viewtest.Context("en"), test.agent); got != test.want {
			t.Errorf("%q is %q, want %q", test.agent, got, test.want)
		}
	}
	if got := user.Device(viewtest.Context("zh-CN"), tests[0].agent); got != "Linux 上的 Chrome" {
		t.Errorf("in Chinese: %q", got)
	}
}

// The form has each field of a user, with readable JSON.
func TestTextsOf(t *testing.T) {
	fields := texts(t, li())
	for name, want := range map[string]string{
		"username": "li_lei", "primaryEmail": "lei@example.com", "familyName": "李", "formatted": "中山路 1 号\n上海", "country": "中国",
		"avatar": "", "customData": "{\n  \"plan\": \"<pro>\",\n  \"seats\": 12\n}",
	} {
		if got, isPresent := fields[name]; got != want || !isPresent {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := texts(t, han())["customData"]; got != "{}" {
		t.Errorf("no custom data are %q", got)
	}
}
