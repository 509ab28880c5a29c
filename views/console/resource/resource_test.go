package resource_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/resource"
	"portico/views/layout"
	"portico/views/viewtest"
)

const made = int64(1_780_000_000_000)

func orders() *models.Resource {
	return &models.Resource{
		ID: "orders1", Name: "订单", Indicator: "https://api.example/orders?a=1&b=2", AccessTokenTTL: 600, IsDefault: true, CreatedAt: made,
	}
}

func management() *models.Resource {
	return &models.Resource{ID: "management1", Name: "管理", Indicator: "https://shop.logto.app/api", AccessTokenTTL: 3600, CreatedAt: made}
}

func detailsOf(ctx context.Context, r *models.Resource) resource.Details {
	return resource.DetailsOf(ctx, r, 2, r.ID == "management1", "https://id.example/api/resources/"+r.ID)
}

func scopesOf(r *models.Resource) []models.Scope {
	text := "查看订单"
	return []models.Scope{
		{ID: "scope1", ResourceID: r.ID, Name: "read:orders", Description: &text, CreatedAt: made},
		{ID: "scope2", ResourceID: r.ID, Name: "write:orders", CreatedAt: made},
	}
}

func rows() []resource.Row {
	return []resource.Row{{Resource: *orders(), Permissions: 12}, {Resource: *management(), Permissions: 1, IsManagementAPI: true}}
}

// list is the page of two resources.
func list(ctx context.Context) layout.List {
	const url = "/t/shop/console/api-resources"
	return resource.List(ctx, component.ListProps{
		ID: "resource-list", URL: url, Count: 2,
		Pager: component.PagerProps{From: 21, To: 22, Total: 22, PreviousURL: url, Target: "resource-list"},
	}, rows(), "https://id.example/api/resources")
}

// permissionsOf is the tab of a resource's permissions.
func permissionsOf(ctx context.Context, r *models.Resource) layout.List {
	return detailsOf(ctx, r).Permissions(ctx, component.ListProps{
		ID: "permission-list", URL: "/t/shop/console/api-resources/" + r.ID, Count: 2,
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: "permission-list"},
	}, scopesOf(r))
}

// generalForm is the form of the tab General.
func generalForm(ctx context.Context, r *models.Resource, values resource.General, errors map[string]string) templ.Component {
	return detailsOf(ctx, r).GeneralForm(layout.Form[resource.General]{
		Values: values, Action: "/t/shop/console/api-resources/" + r.ID + "/general", Errors: errors,
	})
}

func general(ctx context.Context, r *models.Resource) templ.Component {
	return detailsOf(ctx, r).Tab(resource.TabGeneral).With(generalForm(ctx, r, resource.GeneralOf(r), nil))
}

// newForm is the form of a new resource.
func newForm(values models.Resource, errors map[string]string) templ.Component {
	return resource.NewForm(layout.Form[models.Resource]{Values: values, Action: "/t/shop/console/api-resources/new", Errors: errors})
}

// permissionForm is the form of a permission: of a new one if its path is "new".
func permissionForm(ctx context.Context, r *models.Resource, path string, values resource.Permission, errors map[string]string) templ.Component {
	return detailsOf(ctx, r).PermissionForm(resource.PermissionTextsOf(ctx, path == "new"))(layout.Form[resource.Permission]{
		Values: values, Action: "/t/shop/console/api-resources/" + r.ID + "/permissions/" + path, Errors: errors,
	})
}

func permissionPage(ctx context.Context, r *models.Resource, path string, values resource.Permission) templ.Component {
	texts := resource.PermissionTextsOf(ctx, path == "new")
	return detailsOf(ctx, r).DialogPage("permission-page", texts.Title, resource.TabPermissions)(permissionForm(ctx, r, path, values, nil))
}

// words are the texts that Chinese pages leave untranslated.
func words() []string {
	return []string{
		"https://api.example.com/orders", "https://api.example.com/", "read:orders", "write:orders", "urn:logto:", "resource", "aud", "scope", "ASCII",
		"at+jwt", "typ", "RFC", "Spring", "ES256", "RS256", "ES384",
	}
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "list",
			Show:    func(ctx context.Context) templ.Component { return list(ctx).Whole() },
			Heading: "console.resources.title",
			Links: []string{
				"/t/shop/console/api-resources/new", "/t/shop/console/api-resources/orders1", "/t/shop/console/api-resources/management1",
				"/t/shop/console/api-resources",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/api-resources", Fields: []string{"q="}},
			},
			Says: []string{
				"console.resources.create", "订单", "console.resource.default", "https://api.example/orders?a=1&b=2", "12", "管理",
				"console.resource.builtIn", "https://shop.logto.app/api", "1",
			},
		},
		{
			Name: "list empty",
			Show: func(ctx context.Context) templ.Component {
				return resource.List(ctx, component.ListProps{}, nil, "").Whole()
			},
			Heading: "console.resources.title",
			Links:   []string{"/t/shop/console/api-resources/new"},
			Says:    []string{"console.resources.create", "console.resources.none", "console.resources.create"},
		},
		{
			Name: "list nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(resource.List(ctx, component.ListProps{Query: "x"}, nil, "").Panel)
			},
			Links: []string{"/t/shop/console/api-resources"},
			Says:  []string{"console.resources.nothing", "console.permissions.showAll"},
		},
		{
			Name: "new",
			Show: func(ctx context.Context) templ.Component {
				return resource.NewPage(ctx, "https://id.example/api/resources").With(newForm(models.Resource{}, nil))
			},
			Heading: "console.resources.create",
			Links:   []string{"/t/shop/console/api-resources"},
			Forms: []viewtest.Form{
				{ID: "resource-form", To: "POST /t/shop/console/api-resources/new", Fields: []string{"name=", "indicator="}},
			},
			Says: []string{"console.resources.create"},
		},
		{
			Name: "new wrong",
			Show: func(ctx context.Context) templ.Component {
				return newForm(models.Resource{Name: "订单", Indicator: "orders"}, map[string]string{
					"indicator": locales.T(ctx, "error.resource.indicator"),
				})
			},
			Links: []string{"/t/shop/console/api-resources"},
			Forms: []viewtest.Form{
				{ID: "resource-form", To: "POST /t/shop/console/api-resources/new", Fields: []string{"name=订单", "indicator=orders"}},
			},
			Errors: map[string]string{"indicator": "error.resource.indicator"},
			Says:   []string{"console.resources.create"},
		},
		{
			Name:    "permissions",
			Show:    func(ctx context.Context) templ.Component { return permissionsOf(ctx, orders()).Whole() },
			Heading: "订单",
			Links: []string{
				"/t/shop/console/api-resources", "/t/shop/console/api-resources/orders1", "/t/shop/console/api-resources/orders1/general",
				"/t/shop/console/api-resources/orders1/permissions/new", "/t/shop/console/api-resources/orders1/permissions/scope1",
				"/t/shop/console/api-resources/orders1/permissions/scope1/delete",
				"/t/shop/console/api-resources/orders1/permissions/scope2",
				"/t/shop/console/api-resources/orders1/permissions/scope2/delete",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/api-resources/orders1", Fields: []string{"q="}},
			},
			Says: []string{
				"console.resource.default", "https://api.example/orders?a=1&b=2", "console.permissions.create", "read:orders", "查看订单",
				"2026-05-28T20:26:40Z", "console.permissions.edit", "read:orders", "console.permissions.delete", "read:orders",
				"write:orders", "–", "console.permissions.noSummary", "2026-05-28T20:26:40Z", "console.permissions.edit", "write:orders",
				"console.permissions.delete", "write:orders",
			},
		},
		{
			Name:    "permissions management",
			Show:    func(ctx context.Context) templ.Component { return permissionsOf(ctx, management()).Whole() },
			Heading: "管理",
			Links: []string{
				"/t/shop/console/api-resources", "/t/shop/console/api-resources/management1",
				"/t/shop/console/api-resources/management1/general",
			},
			Forms: []viewtest.Form{
				{To: "GET /t/shop/console/api-resources/management1", Fields: []string{"q="}},
			},
			Says: []string{
				"console.resource.builtIn", "https://shop.logto.app/api", "console.resource.managementNote", "read:orders", "查看订单",
				"2026-05-28T20:26:40Z", "write:orders", "–", "console.permissions.noSummary", "2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "permissions viewer", IsViewer: true,
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(permissionsOf(ctx, orders()).Panel)
			},
			Says: []string{
				"read:orders", "查看订单", "2026-05-28T20:26:40Z", "write:orders", "–", "console.permissions.noSummary", "2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "permissions empty",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, orders()).Permissions(ctx, component.ListProps{}, nil).Whole()
			},
			Heading: "订单",
			Links: []string{
				"/t/shop/console/api-resources", "/t/shop/console/api-resources/orders1", "/t/shop/console/api-resources/orders1/general",
				"/t/shop/console/api-resources/orders1/permissions/new",
			},
			Says: []string{
				"console.resource.default", "https://api.example/orders?a=1&b=2", "console.permissions.none", "console.permissions.create",
			},
		},
		{
			Name: "permissions nothing",
			Show: func(ctx context.Context) templ.Component {
				return component.ListPart(detailsOf(ctx, orders()).Permissions(ctx, component.ListProps{Query: "x"}, nil).Panel)
			},
			Links: []string{"/t/shop/console/api-resources/orders1"},
			Says:  []string{"console.permissions.nothing", "console.permissions.showAll"},
		},
		{
			Name: "permission new",
			Show: func(ctx context.Context) templ.Component {
				return permissionPage(ctx, orders(), "new", resource.Permission{})
			},
			Heading: "console.permissions.create",
			Links:   []string{"/t/shop/console/api-resources/orders1"},
			Forms: []viewtest.Form{
				{ID: "permission-form", To: "POST /t/shop/console/api-resources/orders1/permissions/new", Fields: []string{"name=", "description="}},
			},
			Says: []string{"console.permissions.create"},
		},
		{
			Name: "permission wrong",
			Show: func(ctx context.Context) templ.Component {
				return permissionForm(ctx, orders(), "scope1", resource.Permission{Name: "读 写", Description: "读写"}, map[string]string{
					"name": locales.T(ctx, "error.scope.name_with_space"),
				})
			},
			Heading: "console.permission.change",
			Links:   []string{"/t/shop/console/api-resources/orders1"},
			Forms: []viewtest.Form{
				{ID: "permission-form", To: "POST /t/shop/console/api-resources/orders1/permissions/scope1", Fields: []string{
					"name=读 写", "description=读写",
				}},
			},
			Errors: map[string]string{"name": "error.scope.name_with_space"},
		},
		{
			Name: "permission delete",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, orders()).ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.permission.deleteTitle", locales.Data{"Name": "read:orders"}),
					Text: locales.T(ctx, "console.permission.deleteText",
						locales.Data{"Roles": locales.N(ctx, "console.permission.deleteRoles", 1)}),
					Action: "/delete", CancelURL: "/cancel", Label: locales.T(ctx, "console.permissions.delete"), CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.permission.deleteTitle",
			Links:   []string{"/cancel"},
			Forms: []viewtest.Form{
				{To: "POST /delete"},
			},
			Says: []string{"console.permission.deleteText", "console.permissions.delete"},
		},
		{
			Name:    "general",
			Show:    func(ctx context.Context) templ.Component { return general(ctx, orders()) },
			Heading: "订单",
			Links: []string{
				"/t/shop/console/api-resources", "/t/shop/console/api-resources/orders1", "/t/shop/console/api-resources/orders1/general",
				"/t/shop/console/api-resources/orders1/delete",
			},
			Forms: []viewtest.Form{
				{ID: "general-form", To: "POST /t/shop/console/api-resources/orders1/general", Fields: []string{
					"name=订单", "accessTokenTtl=600", "accessTokenType= (JWT)", "accessTokenSigningAlg= (ES256, RS256, ES384)", "isDefault=on",
				}},
			},
			Says: []string{
				"console.resource.default", "https://api.example/orders?a=1&b=2", "console.resource.identifier",
				"https://api.example/orders?a=1&b=2", "console.resource.number", "orders1", "console.resource.delete",
			},
		},
		{
			Name: "general wrong",
			Show: func(ctx context.Context) templ.Component {
				return generalForm(ctx, orders(), resource.General{Name: "订单", AccessTokenTTL: "1", AccessTokenType: "JWT", AccessTokenSigningAlg: "RS256"}, map[string]string{
					"accessTokenTtl": locales.T(ctx, "error.resource.accessTokenTtl"),
				})
			},
			Links: []string{"/t/shop/console/api-resources/orders1/delete"},
			Forms: []viewtest.Form{
				{ID: "general-form", To: "POST /t/shop/console/api-resources/orders1/general", Fields: []string{
					"name=订单", "accessTokenTtl=1", "accessTokenType=JWT ()", "accessTokenSigningAlg=RS256 (, ES256, ES384)", "isDefault= (on)",
				}},
			},
			Errors: map[string]string{"accessTokenTtl": "error.resource.accessTokenTtl"},
			Says: []string{
				"console.resource.identifier", "https://api.example/orders?a=1&b=2", "console.resource.number", "orders1",
				"console.resource.delete",
			},
		},
		{
			Name:    "general management",
			Show:    func(ctx context.Context) templ.Component { return general(ctx, management()) },
			Heading: "管理",
			Links: []string{
				"/t/shop/console/api-resources", "/t/shop/console/api-resources/management1",
				"/t/shop/console/api-resources/management1/general",
			},
			Forms: []viewtest.Form{
				{ID: "general-form", To: "POST /t/shop/console/api-resources/management1/general", Fields: []string{
					"name=管理 disabled", "accessTokenTtl=3600 disabled", "isDefault= (on) disabled",
				}},
			},
			Says: []string{
				"console.resource.builtIn", "https://shop.logto.app/api", "console.resource.managementNote", "console.resource.identifier",
				"https://shop.logto.app/api", "console.resource.number", "management1",
			},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return detailsOf(ctx, orders()).ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.resource.deleteTitle", locales.Data{"Name": "订单"}),
					Text: locales.T(ctx, "console.resource.deleteText",
						locales.Data{"Roles": locales.N(ctx, "console.resource.deleteRoles", 3)}),
					Action: "/delete", CancelURL: "/cancel", Label: locales.T(ctx, "console.resource.delete"), Name: "订单", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.resource.deleteTitle",
			Links:   []string{"/cancel"},
			Forms: []viewtest.Form{
				{To: "POST /delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.resource.deleteText", "console.resource.delete"},
		},
	}, words()...)
}

// Operators who may change nothing are not offered changes that would be refused;
// nor is anyone for a Management API.
func TestNoChangesAreOffered(t *testing.T) {
	ctx := viewtest.Context("en")
	viewer := viewtest.AsViewer(ctx)
	pages := map[string]string{
		"list":                   viewtest.Render(t, viewer, list(viewer).Whole()),
		"empty list":             viewtest.Render(t, viewer, resource.List(viewer, component.ListProps{}, nil, "").Whole()),
		"permissions":            viewtest.Render(t, viewer, permissionsOf(viewer, orders()).Whole()),
		"no permissions":         viewtest.Render(t, viewer, detailsOf(viewer, orders()).Permissions(viewer, component.ListProps{}, nil).Whole()),
		"general":                viewtest.Render(t, viewer, general(viewer, orders())),
		"management permissions": viewtest.Render(t, ctx, permissionsOf(ctx, management()).Whole()),
		"management general":     viewtest.Render(t, ctx, general(ctx, management())),
	}
	for name, html := range pages {
		for _, offer := range []string{"data-save-bar", "data-dialog ", "data-dialog>", "/new", "/delete", "button primary"} {
			if strings.Contains(html, offer) {
				t.Errorf("%s offers %s", name, offer)
			}
		}
	}
}

// A resource's texts are escaped everywhere.
func TestTextIsEscaped(t *testing.T) {
	const evil = viewtest.Markup
	text := evil
	r := &models.Resource{ID: "r", Name: evil, Indicator: evil}
	scope := models.Scope{ID: "s", Name: evil, Description: &text}
	viewtest.Escapes(t, map[string]templ.Component{
		"list": viewtest.Late(func(ctx context.Context) templ.Component {
			return resource.List(ctx, component.ListProps{Query: evil, Count: 1}, []resource.Row{{Resource: *r}}, "").Whole()
		}),
		"permissions": viewtest.Late(func(ctx context.Context) templ.Component {
			return detailsOf(ctx, r).Permissions(ctx, component.ListProps{Query: evil, Count: 1}, []models.Scope{scope}).Whole()
		}),
		"permission": viewtest.Late(func(ctx context.Context) templ.Component {
			return permissionPage(ctx, r, "s", resource.Permission{Name: evil, Description: evil})
		}),
		"general": viewtest.Late(func(ctx context.Context) templ.Component { return general(ctx, r) }),
	})
}
