package operator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/operator"
	"portico/views/layout"
	"portico/views/viewtest"
)

const made = int64(1_780_000_000_000)

// invited is the page with the link of an invitation.
func invited(ctx context.Context) templ.Component {
	return operator.InvitedPage(ctx, "https://id.example/t/admin/welcome?token=abc", models.RoleEditor, made)
}

func TestPages(t *testing.T) {
	name, other := "李雷", "韩梅梅"
	operators := []models.Operator{
		{User: models.User{ID: "one", Name: &name, LastSignInAt: made}, Role: models.RoleAdmin},
		{User: models.User{ID: "two", Name: &other, IsSuspended: true}, Role: models.RoleViewer},
	}
	policy := models.DefaultTenantSettings().PasswordPolicy
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(ctx context.Context) templ.Component {
				return operator.ListPage(ctx, "https://id.example/api/operators").With(operator.List(operator.Listed{
					Operators: operators, Me: "one", Invitations: []models.OperatorInvitation{{ID: "i", Role: models.RoleEditor, ExpiresAt: made}},
				}))
			},
			Heading: "console.operators.title",
			Links:   []string{"/t/shop/console/operators/invite", "/t/shop/console/operators/one/remove", "/t/shop/console/operators/two/remove"},
			Forms: []viewtest.Form{
				{To: "POST /t/shop/console/operators/one/role", Fields: []string{"role=admin (editor, viewer)"}},
				{To: "POST /t/shop/console/operators/two/role", Fields: []string{"role=viewer (admin, editor)"}},
				{To: "POST /t/shop/console/operators/invitations/i/revoke"},
			},
			Says: []string{
				"console.operators.invite", "李雷", "console.operators.you", "console.operators.change", "2026-05-28T20:26:40Z",
				"console.operators.remove", "韩梅梅", "console.operators.suspended", "console.operators.change", "console.operators.never",
				"console.operators.remove", "console.operators.invitations", "console.role.editor", "2026-05-28T20:26:40Z",
				"console.operators.takeBack",
			},
		},
		{
			Name: "list without invitations",
			Show: func(ctx context.Context) templ.Component {
				return operator.ListPage(ctx, "https://id.example/api/operators").With(operator.List(operator.Listed{}))
			},
			Heading: "console.operators.title",
			Links:   []string{"/t/shop/console/operators/invite"},
			Lacks:   []string{"console.operators.invitations"},
		},
		{
			Name: "invite",
			Show: func(ctx context.Context) templ.Component {
				return operator.InvitePage(ctx, "https://id.example/api/operator-invitations").
					With(operator.InviteForm(layout.Form[string]{Values: models.RoleEditor, Action: "/t/shop/console/operators/invite"}))
			},
			Heading: "console.operators.invite",
			Links:   []string{"/t/shop/console/operators"},
			Forms: []viewtest.Form{
				{ID: "invite-form", To: "POST /t/shop/console/operators/invite", Fields: []string{"role=editor (admin, viewer)"}},
			},
			Says: []string{"console.operators.makeLink"},
		},
		{
			Name:    "invited",
			Show:    invited,
			Heading: "console.operators.linkTitle",
			Links:   []string{"/t/shop/console/operators"},
			Says:    []string{"https://id.example/t/admin/welcome?token=abc", "console.operators.expires", "2026-05-28T20:26:40Z"},
		},
		{
			Name: "remove",
			Show: func(ctx context.Context) templ.Component {
				return operator.ListPage(ctx, "").ConfirmPage(component.ConfirmProps{
					Title: "移除李雷？", Text: "无法恢复。", Action: "/remove", CancelURL: "/t/shop/console/operators",
					Label: locales.T(ctx, "console.operators.remove"), CSRF: layout.CSRFField(),
				})
			},
			Heading: "移除李雷？",
			Links:   []string{"/t/shop/console/operators"},
			Forms:   []viewtest.Form{{To: "POST /remove"}},
			Says:    []string{"console.operators.title", "无法恢复。", "console.operators.remove"},
		},
		{
			Name: "welcome, first",
			Show: func(context.Context) templ.Component {
				return operator.WelcomePage(operator.Welcome{Action: "/t/admin/welcome?token=abc", IsFirst: true, Policy: policy})
			},
			Heading: "console.welcome.title",
			Forms: []viewtest.Form{
				{ID: "welcome-form", To: "POST /t/admin/welcome?token=abc", Fields: []string{"username=", "newPassword="}},
			},
			Says: []string{"console.welcome.first", "console.welcome.submit"},
		},
		{
			Name: "welcome, wrong",
			Show: func(ctx context.Context) templ.Component {
				return operator.WelcomePage(operator.Welcome{
					Action: "/t/admin/welcome?token=abc", Role: models.RoleViewer, Username: "1", Policy: policy,
					Errors: map[string]string{"username": locales.T(ctx, "error.user.invalid_username"), "newPassword": "太短。"},
				})
			},
			Heading: "console.welcome.title",
			Forms: []viewtest.Form{
				{ID: "welcome-form", To: "POST /t/admin/welcome?token=abc", Fields: []string{"username=1", "newPassword="}},
			},
			Errors: map[string]string{"username": "error.user.invalid_username", "newPassword": "太短。"},
			Says:   []string{"console.welcome.invited", "console.welcome.submit"},
		},
	})
}

// Names that people choose are escaped.
func TestMarkupStaysText(t *testing.T) {
	evil := viewtest.Markup
	viewtest.Escapes(t, map[string]templ.Component{
		"list": viewtest.Late(func(ctx context.Context) templ.Component {
			return operator.ListPage(ctx, evil).With(operator.List(operator.Listed{Operators: []models.Operator{{User: models.User{ID: evil, Name: &evil}}}}))
		}),
		"invited": viewtest.Late(func(ctx context.Context) templ.Component { return operator.InvitedPage(ctx, evil, evil, 1) }),
		"welcome": operator.WelcomePage(operator.Welcome{Action: evil, Username: evil, Errors: map[string]string{"username": evil}}),
	})
}

func TestInvitedShowsWhenTheLinkExpires(t *testing.T) {
	for lang, want := range map[string]string{"en": "Expires 2026-05-28T20:26:40Z", "zh-CN": "有效期至 2026-05-28T20:26:40Z"} {
		ctx := viewtest.Context(lang)
		page := viewtest.Draw(t, ctx, invited(ctx))
		if !strings.Contains(page.Text(), want) {
			t.Errorf("%s: no %q in %s", lang, want, page.Text())
		}
	}
}
