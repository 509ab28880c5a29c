package application_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/console/application"
	"portico/views/layout"
	"portico/views/viewtest"
)

// ledger is a third-party application.
func ledger() *models.Application {
	return shop(models.ApplicationSPA, func(a *models.Application) { a.IsThirdParty = true })
}

// asks is a permission of each type.
func asks() models.ConsentScopes {
	about := "查看订单"
	api := models.Resource{ID: "r1", Name: "商店接口", Indicator: "https://shop.example/api"}
	return models.ConsentScopes{
		User:                 []string{"email", "urn:logto:scope:organizations"},
		Resource:             []models.ResourceScope{{Scope: models.Scope{ID: "s1", Name: "read:orders", Description: &about}, Resource: api}},
		Organization:         []models.OrganizationScope{{ID: "o1", Name: "invite:member"}},
		OrganizationResource: []models.ResourceScope{{Scope: models.Scope{ID: "s2", Name: "write:orders"}, Resource: api}},
	}
}

// brandingPage is the tab of the branding.
func brandingPage(ctx context.Context, experience models.ApplicationSignInExperience, errors map[string]string) templ.Component {
	d := detailsOf(ctx, ledger())
	return d.Tab(application.TabBranding).With(d.BrandingForm(layout.Form[models.ApplicationSignInExperience]{
		Values: experience, Action: d.TabURL(application.TabBranding), Errors: errors,
	}))
}

func thirdPartyLinks(more ...string) []string {
	return append([]string{
		"/t/shop/console/applications?kind=third-party", at, at + "/permissions", at + "/branding", at + "/endpoints", at + "/tokens", at + "/people", at + "/logs",
	}, more...)
}

func brandingFields(suffix string, values ...string) []string {
	names := []string{
		"displayName", "logoUrl", "darkLogoUrl", "favicon", "darkFavicon", "primaryColor", "darkPrimaryColor", "isDarkModeEnabled",
		"termsOfUseUrl", "privacyPolicyUrl",
	}
	fields := make([]string, 0, len(names))
	for i, name := range names {
		value := ""
		if i < len(values) {
			value = values[i]
		}
		field := name + "=" + value
		if name == "isDarkModeEnabled" {
			field += " (on)"
		}
		fields = append(fields, field+suffix)
	}
	return fields
}

func TestThirdPartyPages(t *testing.T) {
	permissions := at + "/permissions/"
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "permissions",
			Show:    func(ctx context.Context) templ.Component { return detailsOf(ctx, ledger()).Permissions(asks()) },
			Heading: "商店",
			Links: thirdPartyLinks(
				permissions+"user-scopes/assign", permissions+"user-scopes/email/remove", permissions+"user-scopes/urn:logto:scope:organizations/remove",
				permissions+"resource-scopes/assign", permissions+"resource-scopes/s1/remove",
				permissions+"organization-scopes/assign", permissions+"organization-scopes/o1/remove",
				permissions+"organization-resource-scopes/assign", permissions+"organization-resource-scopes/s2/remove",
			),
			Says: []string{
				"console.thirdParty.userData", "console.thirdParty.user.title", "email", "console.thirdParty.data.email",
				"console.thirdParty.data.organizations", "console.thirdParty.api.title", "read:orders", "商店接口", "查看订单",
				"console.thirdParty.organizationData", "console.thirdParty.organization.title", "invite:member", "console.thirdParty.shownName",
				"console.thirdParty.within.title", "console.thirdParty.within.lead", "write:orders",
			},
		},
		{
			Name: "without permissions",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, ledger()).Permissions(models.ConsentScopes{})
			},
			Heading: "商店",
			Links: thirdPartyLinks(
				permissions+"user-scopes/assign", permissions+"resource-scopes/assign",
				permissions+"organization-scopes/assign", permissions+"organization-resource-scopes/assign",
			),
			Says: []string{
				"console.thirdParty.nothing", "console.thirdParty.user.none", "console.thirdParty.api.none", "console.thirdParty.organization.none",
			},
		},
		{
			Name: "permissions viewer", IsViewer: true,
			Show:    func(ctx context.Context) templ.Component { return detailsOf(ctx, ledger()).Permissions(asks()) },
			Heading: "商店", Links: thirdPartyLinks(), Says: []string{"email", "read:orders", "invite:member", "write:orders"},
		},
		{
			Name: "settings without permissions",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, ledger()).SettingsPage(application.SettingsProps{AsksNothing: true}, templ.NopComponent)
			},
			Heading: "商店", Links: thirdPartyLinks(),
			Says: []string{"console.thirdParty.nothing", "console.thirdParty.nothingLead", "console.thirdParty.tab.permissions"},
		},
		{
			Name: "branding",
			Show: func(ctx context.Context) templ.Component {
				return brandingPage(ctx, models.ApplicationSignInExperience{
					DisplayName: "账本", Branding: models.Branding{LogoURL: "https://shop.example/logo"}, Color: models.Color{PrimaryColor: "#123456"},
					TermsOfUseURL: "https://shop.example/terms",
				}, nil)
			},
			Heading: "商店", Links: thirdPartyLinks(),
			Forms: []viewtest.Form{{ID: "branding-form", To: "POST " + at + "/branding", Fields: brandingFields("",
				"账本", "https://shop.example/logo", "", "", "", "#123456", "", "", "https://shop.example/terms")}},
			Says: []string{"console.thirdParty.branding.note", "账本", "console.thirdParty.branding.noteTerms", "console.thirdParty.branding.name"},
		},
		{
			Name: "branding wrong",
			Show: func(ctx context.Context) templ.Component {
				return brandingPage(ctx, models.ApplicationSignInExperience{PrivacyPolicyURL: "ftp://shop.example/privacy"}, map[string]string{
					"privacyPolicyUrl": locales.T(ctx, "error.branding.address"),
				})
			},
			Heading: "商店", Links: thirdPartyLinks(),
			Forms: []viewtest.Form{{ID: "branding-form", To: "POST " + at + "/branding", Fields: brandingFields("",
				"", "", "", "", "", "", "", "", "", "ftp://shop.example/privacy")}},
			Errors: map[string]string{"privacyPolicyUrl": "error.branding.address"},
			Says:   []string{"商店", "console.thirdParty.branding.notePrivacy"},
		},
		{
			Name: "branding viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				return brandingPage(ctx, models.ApplicationSignInExperience{}, nil)
			},
			Heading: "商店", Links: thirdPartyLinks(),
			Forms: []viewtest.Form{{ID: "branding-form", To: "POST " + at + "/branding", Fields: brandingFields(" disabled")}},
			Says:  []string{"console.thirdParty.branding.noteNeither"},
		},
	}, append([]string{
		"urn:logto:scope:organizations", "email", "PUT", "https://example.com/picture.svg", "https://example.com/terms", "https://example.com/privacy",
		"https://example.com/logo.svg", "#5b4ee5", "read:orders", "write:orders", "invite:member", "userScopes", "API", "ID",
		"https://shop.example/logo", "https://shop.example/terms", "https://shop.example/api", "#rgb", "#rrggbb", "URL",
		"ftp://shop.example/privacy", "scopeType", "scopeId",
	}, words()...)...)
}

// First-party applications ask for no consent, so they have neither tab.
func TestFirstPartyLacksThirdPartyTabs(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{{
		Name: "first-party", Show: func(ctx context.Context) templ.Component {
			return detailsOf(ctx, shop(models.ApplicationSPA)).SettingsPage(application.SettingsProps{}, templ.NopComponent)
		},
		Heading: "商店",
		Links:   []string{"/t/shop/console/applications", at, at + "/endpoints", at + "/tokens", at + "/logs"},
		Lacks:   []string{"/permissions", "/branding"},
	}}, words()...)
}
