package tenant_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/tenant"
	"portico/views/layout"
	"portico/views/viewtest"
)

func TestPages(t *testing.T) {
	made := int64(1_780_000_000_000)
	tenants := []models.Tenant{{ID: "default", Name: "北风", CreatedAt: made}, {ID: "shop", Name: "商店", CreatedAt: made}}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "list",
			Show: func(ctx context.Context) templ.Component {
				return tenant.ListPage(ctx, "https://id.example/api/tenants").With(tenant.List(tenants, nil))
			},
			Heading: "console.tenants.title",
			Links:   []string{"/t/shop/console/tenants/new", "/console", "/t/shop/console", "/t/shop/console/tenants/shop/delete"},
			Says: []string{
				"console.tenants.create", "北风", "default", "2026-05-28T20:26:40Z", "console.tenants.builtIn", "商店",
				"console.tenants.current", "shop", "2026-05-28T20:26:40Z", "console.tenants.delete",
			},
		},
		{
			Name: "new",
			Show: func(ctx context.Context) templ.Component {
				return tenant.NewPage(ctx, "").With(tenant.NewForm(layout.Form[models.Tenant]{
					Values: models.Tenant{ID: "Shop", Name: "商店"}, Action: "/t/shop/console/tenants/new", Errors: map[string]string{"id": "不可用"},
				}))
			},
			Heading: "console.tenants.create",
			Links:   []string{"/t/shop/console/tenants"},
			Forms: []viewtest.Form{
				{ID: "tenant-form", To: "POST /t/shop/console/tenants/new", Fields: []string{"name=商店", "id=Shop"}},
			},
			Errors: map[string]string{"id": "不可用"},
			Says:   []string{"console.tenants.create"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return tenant.ListPage(ctx, "").ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.tenants.deleteTitle", locales.Data{"Name": "商店"}),
					Text:  locales.T(ctx, "console.tenants.deleteText"), Action: "/console/tenants/shop/delete",
					CancelURL: "/console/tenants", Label: locales.T(ctx, "console.tenants.delete"), Name: "商店", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.tenants.deleteTitle",
			Links:   []string{"/console/tenants"},
			Forms: []viewtest.Form{
				{To: "POST /console/tenants/shop/delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.tenants.deleteText", "console.tenants.delete"},
		},
	})
}

// Names that operators choose are escaped.
func TestMarkupStaysText(t *testing.T) {
	viewtest.Escapes(t, map[string]templ.Component{
		"list": viewtest.Late(func(ctx context.Context) templ.Component {
			return tenant.ListPage(ctx, viewtest.Markup).With(tenant.List([]models.Tenant{{ID: viewtest.Markup, Name: viewtest.Markup}}, nil))
		}),
		"new": viewtest.Late(func(ctx context.Context) templ.Component {
			return tenant.NewPage(ctx, viewtest.Markup).With(tenant.NewForm(layout.Form[models.Tenant]{
				Values: models.Tenant{ID: viewtest.Markup, Name: viewtest.Markup}, Errors: map[string]string{"id": viewtest.Markup},
			}))
		}),
	})
}

func TestRemovals(t *testing.T) {
	for name, test := range map[string]struct {
		deleted models.Tenant
		want    string
	}{
		"not counted yet": {models.Tenant{}, "Deleting…<"},
		"in progress":     {models.Tenant{RowsToDelete: 900, RowsDeleted: 30}, "Deleting… 30 of 900 records"},
		"more came":       {models.Tenant{RowsToDelete: 900, RowsDeleted: 901}, "Deleting… 900 of 900 records"},
	} {
		t.Run(name, func(t *testing.T) {
			test.deleted.Name = "<Shop>"
			html := viewtest.Render(t, viewtest.Context("en"), tenant.Removals([]models.Tenant{test.deleted}))
			if !strings.Contains(html, test.want) || !strings.Contains(html, "&lt;Shop&gt;") || !strings.Contains(html, `hx-trigger="every 2s"`) {
				t.Error(html)
			}
		})
	}
}
