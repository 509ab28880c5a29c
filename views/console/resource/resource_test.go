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

func scopes() []models.Scope {
	text := "查看订单"
	return []models.Scope{
		{ID: "scope1", ResourceID: "orders1", Name: "read:orders", Description: &text, CreatedAt: made},
		{ID: "scope2", ResourceID: "orders1", Name: "write:orders", CreatedAt: made},
	}
}

func rows() []resource.Row {
	return []resource.Row{{Resource: *orders(), Permissions: 12}, {Resource: *management(), Permissions: 1, IsManagementAPI: true}}
}

func permissionsOf(r *models.Resource) resource.PermissionsProps {
	return resource.PermissionsProps{
		Details: detailsOf(r), Scopes: scopes(),
		Pager: component.PagerProps{From: 1, To: 2, Total: 2, Target: resource.PermissionsTarget},
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
	pages := []struct {
		name string
		page func(context.Context) templ.Component
	}{
		{"list", func(context.Context) templ.Component {
			return resource.ListPage(resource.ListProps{
				Resources: rows(), APIURL: "https://id.example/api/resources",
				Pager: component.PagerProps{From: 21, To: 22, Total: 22, PreviousURL: "/t/shop/console/api-resources", Target: resource.ListTarget},
			})
		}},
		{"list_empty", func(context.Context) templ.Component { return resource.ListPage(resource.ListProps{}) }},
		{"list_nothing", func(context.Context) templ.Component { return resource.ListTable(resource.ListProps{Query: "x"}) }},
		{"new", func(context.Context) templ.Component {
			return resource.NewPage(resource.NewProps{APIURL: "https://id.example/api/resources"})
		}},
		{"new_wrong", func(ctx context.Context) templ.Component {
			return resource.NewForm(resource.NewProps{
				Name: "订单", Indicator: "orders",
				Errors: map[string]string{"indicator": locales.T(ctx, "error.resource.indicator")},
			})
		}},
		{"permissions", func(context.Context) templ.Component { return resource.PermissionsPage(permissionsOf(orders())) }},
		{"permissions_management", func(context.Context) templ.Component { return resource.PermissionsPage(permissionsOf(management())) }},
		{"permissions_viewer", func(context.Context) templ.Component {
			return asViewer(resource.PermissionsTable(permissionsOf(orders())))
		}},
		{"permissions_empty", func(context.Context) templ.Component {
			return resource.PermissionsPage(resource.PermissionsProps{Details: detailsOf(orders())})
		}},
		{"permissions_nothing", func(context.Context) templ.Component {
			return resource.PermissionsTable(resource.PermissionsProps{Details: detailsOf(orders()), Query: "x"})
		}},
		{"permission_new", func(context.Context) templ.Component {
			return resource.PermissionPage(resource.PermissionProps{Resource: orders()})
		}},
		{"permission_wrong", func(ctx context.Context) templ.Component {
			return resource.PermissionForm(resource.PermissionProps{
				Resource: orders(), ScopeID: "scope1", Name: "读 写", Description: "读写",
				Errors: map[string]string{"name": locales.T(ctx, "error.scope.name_with_space")},
			})
		}},
		{"permission_delete", func(ctx context.Context) templ.Component {
			return resource.PermissionDeletePage(component.ConfirmProps{
				Title: locales.T(ctx, "console.permission.deleteTitle", locales.Data{"Name": "read:orders"}),
				Text: locales.T(ctx, "console.permission.deleteText",
					locales.Data{"Roles": locales.N(ctx, "console.permission.deleteRoles", 1)}),
				Action: "/delete", CancelURL: "/cancel", Label: locales.T(ctx, "console.permissions.delete"), CSRF: layout.CSRFField(),
			}, "订单")
		}},
		{"general", func(context.Context) templ.Component { return resource.GeneralPage(generalOf(orders())) }},
		{"general_wrong", func(ctx context.Context) templ.Component {
			return resource.GeneralForm(resource.GeneralProps{
				Details: detailsOf(orders()), General: resource.General{Name: "订单", AccessTokenTTL: "1"},
				Errors: map[string]string{"accessTokenTtl": locales.T(ctx, "error.resource.accessTokenTtl")},
			})
		}},
		{"general_management", func(context.Context) templ.Component { return resource.GeneralPage(generalOf(management())) }},
		{"delete", func(ctx context.Context) templ.Component {
			return resource.DeletePage(component.ConfirmProps{
				Title: locales.T(ctx, "console.resource.deleteTitle", locales.Data{"Name": "订单"}),
				Text: locales.T(ctx, "console.resource.deleteText",
					locales.Data{"Roles": locales.N(ctx, "console.resource.deleteRoles", 3)}),
				Action: "/delete", CancelURL: "/cancel", Label: locales.T(ctx, "console.resource.delete"), Name: "订单", CSRF: layout.CSRFField(),
			})
		}},
	}
	for _, p := range pages {
		viewtest.Golden(t, p.name, p.page, words()...)
	}
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
		"list":                   asViewer(resource.ListPage(resource.ListProps{Resources: rows()})),
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
	const evil = `"><script>alert(1)</script>`
	text := evil
	r := &models.Resource{ID: "r", Name: evil, Indicator: evil}
	scope := models.Scope{ID: "s", Name: evil, Description: &text}
	for _, page := range []templ.Component{
		resource.ListPage(resource.ListProps{Query: evil, Resources: []resource.Row{{Resource: *r}}}),
		resource.PermissionsPage(resource.PermissionsProps{Details: detailsOf(r), Query: evil, Scopes: []models.Scope{scope}}),
		resource.PermissionPage(resource.PermissionProps{Resource: r, Name: evil, Description: evil}),
		resource.GeneralPage(generalOf(r)),
	} {
		if html := viewtest.Render(t, viewtest.Context("en"), page); strings.Contains(html, "<script>alert") {
			t.Errorf("markup of its own: %s", html)
		}
	}
}
