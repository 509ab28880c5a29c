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
	viewtest.Golden(t, "list", func(context.Context) templ.Component {
		return tenant.ListPage(tenant.ListPageProps{Tenants: tenants, APIURL: "https://id.example/api/tenants"})
	})
	viewtest.Golden(t, "new_wrong", func(ctx context.Context) templ.Component {
		return tenant.NewPage(tenant.FormProps{ID: "Shop", Name: "商店", Errors: map[string]string{
			"id": locales.T(ctx, "error.tenant.invalid_id"),
		}})
	})
	viewtest.Golden(t, "delete", func(ctx context.Context) templ.Component {
		return tenant.DeletePage(component.ConfirmProps{
			Title: locales.T(ctx, "console.tenants.deleteTitle", locales.Data{"Name": "商店"}),
			Text:  locales.T(ctx, "console.tenants.deleteText"), Action: "/console/tenants/shop/delete",
			CancelURL: "/console/tenants", Label: locales.T(ctx, "console.tenants.delete"), Name: "商店", CSRF: layout.CSRFField(),
		})
	})
}

func TestRemovals(t *testing.T) {
	for name, test := range map[string]struct {
		deleted models.Tenant
		want    string
	}{
		"not counted yet": {models.Tenant{}, "Deleting…<"},
		"under way":       {models.Tenant{RowsToDelete: 900, RowsDeleted: 30}, "Deleting… 30 of 900 records"},
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
