package account_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/models"
	"portico/views/account"
	"portico/views/component"
	"portico/views/href"
	"portico/views/viewtest"
)

func site() href.Site { return href.Site{Prefix: "/t/shop"} }

// given is a consent to an application of this name, in an organization that blocks it
// and in one that does not.
func given(name string) models.ConsentDetails {
	about := "读取订单"
	return models.ConsentDetails{
		Consent:     models.Consent{ApplicationID: "app1", CreatedAt: 1},
		Application: models.Application{ID: "app1", Name: "内部名称"},
		Experience:  models.ApplicationSignInExperience{DisplayName: name, TermsOfUseURL: "https://ledgerly.example/terms"},
		UserScopes:  []string{"openid", "email"},
		Resources: []models.ConsentedResource{{
			Resource: models.Resource{Name: "订单"}, Scopes: []models.Scope{{Name: "orders:read", Description: &about}, {Name: "orders:write"}},
		}},
		OrganizationScopes: []models.OrganizationScope{{Name: "invite:member"}},
		Organizations: []models.ConsentedOrganization{
			{Organization: models.Organization{ID: "o1", Name: "北风公司"}, Since: 1},
			{Organization: models.Organization{ID: "o2", Name: "南风公司"}, Since: 1, IsBlocked: true},
		},
	}
}

func applications(consents ...models.ConsentDetails) account.ApplicationsProps {
	return account.ApplicationsProps{Site: site(), Person: component.Person{Name: "韩梅梅", Identifier: "han"}, Consents: consents}
}

func TestApplications(t *testing.T) {
	show := func(p account.ApplicationsProps) func(context.Context) templ.Component {
		return func(context.Context) templ.Component { return account.ApplicationsPage(p) }
	}
	full := applications(given("账本"))
	full.Managed, full.Notice = []models.Organization{{ID: "o1", Name: "北风公司"}}, account.NoticeOrganization
	unknown := applications()
	unknown.Notice = "<b>evil"
	const list = "/t/shop/account/applications"
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "applications", Show: show(full), Heading: "account.applications.title",
			Links: []string{
				list + "/app1/remove", list + "/app1/organizations/o1/remove", list + "/app1/organizations/o2/remove",
				"https://ledgerly.example/terms", "/t/shop/account/organizations/o1/applications",
			},
			Says: []string{
				"account.applications.lead", "韩梅梅", "account.notice.organizationRemoved", "账本", "account.applications.since", "account.applications.remove",
				"account.applications.may", "consent.scope.email.title", "订单", "读取订单", "orders:write", "account.applications.inOrganizations", "invite:member",
				"account.applications.organizations", "北风公司", "account.applications.removeHere", "南风公司", "account.organization.isBlocked",
				"component.legal.terms", "account.applications.managed", "北风公司",
			},
			Lacks: []string{"内部名称"},
		},
		{
			Name: "applications none", Show: show(unknown), Heading: "account.applications.title",
			Says: []string{"韩梅梅", "account.applications.none", "account.applications.noneLead"}, Lacks: []string{"account-notice", "evil", "account-managed"},
		},
	}, "han", "orders:write", "invite:member", "UTC")
}

func TestOrganization(t *testing.T) {
	name := func(text string) models.User { return models.User{ID: text, Name: &text} }
	used := []models.ThirdPartyApplication{
		{Application: models.Application{ID: "app1", Name: "账本"}, UsersCount: 5, Featured: []models.User{name("李雷"), name("韩梅梅")}},
		{Application: models.Application{ID: "app2", Name: "日历"}, UsersCount: 1, Featured: []models.User{name("李雷")}},
		{Application: models.Application{ID: "app3", Name: "邮件"}, IsBlocked: true},
	}
	show := func(used ...models.ThirdPartyApplication) func(context.Context) templ.Component {
		return func(context.Context) templ.Component {
			return account.OrganizationPage(account.OrganizationProps{
				Site: site(), Organization: models.Organization{ID: "o1", Name: "北风公司"}, Applications: used,
			})
		}
	}
	const at = "/t/shop/account/organizations/o1/applications"
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "organization", Show: show(used...), Heading: "account.organization.title",
			Links: []string{at + "/app1/block", at + "/app2/block", at + "/app3/allow", "/t/shop/account/applications"},
			Says: []string{
				"account.organization.lead", "账本", "account.organization.usersAndMore", "account.organization.block", "日历", "account.organization.users",
				"邮件", "account.organization.isBlocked", "account.organization.nobody", "account.organization.allow", "account.back",
			},
		},
		{
			Name: "organization none", Show: show(), Heading: "account.organization.title",
			Links: []string{"/t/shop/account/applications"}, Says: []string{"account.organization.none", "account.organization.noneLead"},
		},
	})
}

func confirm(proof account.Proof, errors map[string]string) account.ConfirmProps {
	return account.ConfirmProps{
		Title: "账本？", Text: "确定？", Name: "账本", Label: "收回", Action: "/act", CancelURL: "/back", SignInURL: "/sign-in", Proof: proof, Errors: errors,
	}
}

func TestConfirm(t *testing.T) {
	show := func(p account.ConfirmProps) func(context.Context) templ.Component {
		return func(context.Context) templ.Component { return account.ConfirmPage(p) }
	}
	form := func(fields ...string) []viewtest.Form {
		return []viewtest.Form{{ID: "account-confirm-form", To: "POST /act", Fields: fields}}
	}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "confirm", Show: show(confirm(account.ProofNone, nil)), Heading: "账本？", Links: []string{"/back"}, Forms: form(),
			Says: []string{"确定？", "account.confirm.cancel", "收回"},
		},
		{
			Name: "confirm with the password", Show: show(confirm(account.ProofPassword, map[string]string{"password": "不对"})), Heading: "账本？",
			Links: []string{"/back", "/sign-in"}, Forms: form("password="), Errors: map[string]string{"password": "不对"},
			Says: []string{"account.confirm.passwordLead", "account.confirm.password", "account.confirm.cancel", "收回", "account.confirm.signIn"},
		},
		{
			Name: "confirm with a sign-in", Show: show(confirm(account.ProofSignIn, map[string]string{"": "还没有"})), Heading: "账本？",
			Links: []string{"/sign-in", "/back"}, Forms: form(), Errors: map[string]string{"": "还没有"},
			Says: []string{"account.confirm.signInLead", "account.confirm.signIn", "account.confirm.cancel"}, Lacks: []string{"收回"},
		},
	})
}

func TestTextIsEscaped(t *testing.T) {
	const evil = viewtest.Markup
	text, of := evil, given(evil)
	of.Resources[0].Name, of.Resources[0].Scopes[0].Description = evil, &text
	of.Organizations[0].Name, of.OrganizationScopes[0].Name = evil, evil
	of.Experience.TermsOfUseURL = "javascript:alert(1)"
	used := models.ThirdPartyApplication{Application: models.Application{ID: evil, Name: evil}, UsersCount: 1, Featured: []models.User{{ID: evil, Name: &text}}}
	question := confirm(account.ProofNone, map[string]string{"": evil})
	question.Title, question.Text, question.Name = evil, evil, evil
	viewtest.Escapes(t, map[string]templ.Component{
		"applications": account.ApplicationsPage(applications(of)),
		"organization": account.OrganizationPage(account.OrganizationProps{
			Site: site(), Organization: models.Organization{ID: evil, Name: evil}, Applications: []models.ThirdPartyApplication{used},
		}),
		"confirm": account.ConfirmPage(question),
	})
}
