package resource_test

import (
	"context"
	"io"
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

func detailsOf(r *models.Resource) resource.Details {
	return resource.Details{
		Resource: r, Permissions: 2, IsManagementAPI: r.ID == "management1", APIURL: "https://id.example/api/resources/" + r.ID,
	}
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

func permissionsOf(r *models.Resource) resource.PermissionsProps {
	return resource.PermissionsProps{
		Details: detailsOf(r), Scopes: scopesOf(r), ListProps: component.ListProps{
			ID: resource.PermissionsID, URL: "/t/shop/console/api-resources/" + r.ID, Count: 2,
			Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: resource.PermissionsID},
		},
	}
}

func generalOf(r *models.Resource) resource.GeneralProps {
	return resource.GeneralProps{Details: detailsOf(r), General: resource.GeneralOf(r)}
}

// words are what the Chinese pages leave as it is.
func words() []string {
	return []string{
		"https://api.example.com/orders", "https://api.example.com/", "read:orders", "write:orders", "urn:logto:", "resource", "aud", "scope", "ASCII",
	}
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(context.Context) templ.Component {
				return resource.ListPage(resource.ListProps{
					Resources: rows(), APIURL: "https://id.example/api/resources",
					ListProps: component.ListProps{
						ID: resource.ListID, URL: "/t/shop/console/api-resources", Count: 2,
						Pager: component.PagerProps{From: 21, To: 22, Total: 22, PreviousURL: "/t/shop/console/api-resources", Target: resource.ListID},
					},
				})
			},
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
			Name:    "list empty",
			Show:    func(context.Context) templ.Component { return resource.ListPage(resource.ListProps{}) },
			Heading: "console.resources.title",
			Links:   []string{"/t/shop/console/api-resources/new"},
			Says:    []string{"console.resources.create", "console.resources.none", "console.resources.create"},
		},
		{
			Name: "list nothing",
			Show: func(context.Context) templ.Component {
				return resource.ListTable(resource.ListProps{ListProps: component.ListProps{Query: "x"}})
			},
			Links: []string{"/t/shop/console/api-resources"},
			Says:  []string{"console.resources.nothing", "console.permissions.showAll"},
		},
		{
			Name: "new",
			Show: func(context.Context) templ.Component {
				return resource.NewPage(resource.NewProps{APIURL: "https://id.example/api/resources"})
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
				return resource.NewForm(resource.NewProps{
					Name: "订单", Indicator: "orders",
					Errors: map[string]string{"indicator": locales.T(ctx, "error.resource.indicator")},
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
			Show:    func(context.Context) templ.Component { return resource.PermissionsPage(permissionsOf(orders())) },
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
			Show:    func(context.Context) templ.Component { return resource.PermissionsPage(permissionsOf(management())) },
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
			Show: func(context.Context) templ.Component {
				return resource.PermissionsTable(permissionsOf(orders()))
			},
			Says: []string{
				"read:orders", "查看订单", "2026-05-28T20:26:40Z", "write:orders", "–", "console.permissions.noSummary", "2026-05-28T20:26:40Z",
			},
		},
		{
			Name: "permissions empty",
			Show: func(context.Context) templ.Component {
				return resource.PermissionsPage(resource.PermissionsProps{Details: detailsOf(orders())})
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
			Show: func(context.Context) templ.Component {
				return resource.PermissionsTable(resource.PermissionsProps{Details: detailsOf(orders()), ListProps: component.ListProps{Query: "x"}})
			},
			Links: []string{"/t/shop/console/api-resources/orders1"},
			Says:  []string{"console.permissions.nothing", "console.permissions.showAll"},
		},
		{
			Name: "permission new",
			Show: func(context.Context) templ.Component {
				return resource.PermissionPage(resource.PermissionProps{Resource: orders()})
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
				return resource.PermissionForm(resource.PermissionProps{
					Resource: orders(), ScopeID: "scope1", Name: "读 写", Description: "读写",
					Errors: map[string]string{"name": locales.T(ctx, "error.scope.name_with_space")},
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
				return resource.PermissionDeletePage(component.ConfirmProps{
					Title: locales.T(ctx, "console.permission.deleteTitle", locales.Data{"Name": "read:orders"}),
					Text: locales.T(ctx, "console.permission.deleteText",
						locales.Data{"Roles": locales.N(ctx, "console.permission.deleteRoles", 1)}),
					Action: "/delete", CancelURL: "/cancel", Label: locales.T(ctx, "console.permissions.delete"), CSRF: layout.CSRFField(),
				}, "订单")
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
			Show:    func(context.Context) templ.Component { return resource.GeneralPage(generalOf(orders())) },
			Heading: "订单",
			Links: []string{
				"/t/shop/console/api-resources", "/t/shop/console/api-resources/orders1", "/t/shop/console/api-resources/orders1/general",
				"/t/shop/console/api-resources/orders1/delete",
			},
			Forms: []viewtest.Form{
				{ID: "general-form", To: "POST /t/shop/console/api-resources/orders1/general", Fields: []string{
					"name=订单", "accessTokenTtl=600", "isDefault=on",
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
				return resource.GeneralForm(resource.GeneralProps{
					Details: detailsOf(orders()), General: resource.General{Name: "订单", AccessTokenTTL: "1"},
					Errors: map[string]string{"accessTokenTtl": locales.T(ctx, "error.resource.accessTokenTtl")},
				})
			},
			Links: []string{"/t/shop/console/api-resources/orders1/delete"},
			Forms: []viewtest.Form{
				{ID: "general-form", To: "POST /t/shop/console/api-resources/orders1/general", Fields: []string{
					"name=订单", "accessTokenTtl=1", "isDefault= (on)",
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
			Show:    func(context.Context) templ.Component { return resource.GeneralPage(generalOf(management())) },
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
				return resource.DeletePage(component.ConfirmProps{
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

// asViewer shows a page to an operator who may change nothing.
func asViewer(page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return page.Render(viewtest.AsViewer(ctx), w)
	})
}

// Who may change nothing, and nobody in the case of a Management API, is offered
// nothing that would be refused.
func TestWhoMayNotChangeIsOfferedNothing(t *testing.T) {
	pages := map[string]templ.Component{
		"list":                   asViewer(resource.ListPage(resource.ListProps{ListProps: component.ListProps{Count: 2}, Resources: rows()})),
		"empty list":             asViewer(resource.ListPage(resource.ListProps{})),
		"permissions":            asViewer(resource.PermissionsPage(permissionsOf(orders()))),
		"no permissions":         asViewer(resource.PermissionsPage(resource.PermissionsProps{Details: detailsOf(orders())})),
		"general":                asViewer(resource.GeneralPage(generalOf(orders()))),
		"management permissions": resource.PermissionsPage(permissionsOf(management())),
		"management general":     resource.GeneralPage(generalOf(management())),
	}
	for name, page := range pages {
		html := viewtest.Render(t, viewtest.Context("en"), page)
		for _, offer := range []string{"data-save-bar", "data-dialog ", "data-dialog>", "/new", "/delete", "button primary"} {
			if strings.Contains(html, offer) {
				t.Errorf("%s offers %s", name, offer)
			}
		}
	}
}

// The text of a resource is text wherever it stands.
func TestTextIsEscaped(t *testing.T) {
	const evil = viewtest.Markup
	text := evil
	r := &models.Resource{ID: "r", Name: evil, Indicator: evil}
	scope := models.Scope{ID: "s", Name: evil, Description: &text}
	viewtest.Escapes(t, map[string]templ.Component{
		"list": resource.ListPage(resource.ListProps{
			ListProps: component.ListProps{Query: evil, Count: 1}, Resources: []resource.Row{{Resource: *r}},
		}),
		"permissions": resource.PermissionsPage(resource.PermissionsProps{
			ListProps: component.ListProps{Query: evil, Count: 1}, Details: detailsOf(r), Scopes: []models.Scope{scope},
		}),
		"permission": resource.PermissionPage(resource.PermissionProps{Resource: r, Name: evil, Description: evil}),
		"general":    resource.GeneralPage(generalOf(r)),
	})
}
