package operator_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/console/operator"
	"portico/views/viewtest"
)

func TestPages(t *testing.T) {
	const made = int64(1_780_000_000_000)
	name, other := "李雷", "韩梅梅"
	operators := []models.Operator{
		{User: models.User{ID: "one", Name: &name, LastSignInAt: made}, Role: models.RoleAdmin},
		{User: models.User{ID: "two", Name: &other, IsSuspended: true}, Role: models.RoleViewer},
	}
	viewtest.Golden(t, "list", func(context.Context) templ.Component {
		return operator.ListPage(operator.ListPageProps{
			Operators: operators, Me: "one", APIURL: "https://id.example/api/operators",
			Invitations: []models.OperatorInvitation{{ID: "i", Role: models.RoleEditor, ExpiresAt: made}},
		})
	})
	viewtest.Golden(t, "invite", func(context.Context) templ.Component {
		return operator.InvitePage("https://id.example/api/operator-invitations")
	})
	viewtest.Golden(t, "invited", func(context.Context) templ.Component {
		return operator.InvitedPage("https://id.example/t/admin/welcome?token=abc", models.RoleEditor, made)
	})
	policy := models.DefaultTenantSettings().PasswordPolicy
	viewtest.Golden(t, "welcome_first", func(context.Context) templ.Component {
		return operator.WelcomePage(operator.WelcomeProps{Action: "/t/admin/welcome?token=abc", IsFirst: true, Policy: policy})
	})
	viewtest.Golden(t, "welcome_wrong", func(ctx context.Context) templ.Component {
		return operator.WelcomePage(operator.WelcomeProps{
			Action: "/t/admin/welcome?token=abc", Role: models.RoleViewer, Username: "1", Policy: policy,
			Errors: map[string]string{"username": locales.T(ctx, "error.user.invalid_username")},
		})
	})
}
