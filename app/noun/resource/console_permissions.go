package resource

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/resource"
)

func (h *Console) permissions(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Scope, int64, error) {
		return tenant.From(ctx).Store.Scopes.List(ctx, details.Resource.ID, store.Anywhere(query), page)
	})
	if err != nil {
		return err
	}
	return h.Render.List(c, details.Permissions(ctx, list.Props("permission-list", details.URL), list.Rows))
}

func (h *Console) newPermission(c *fiber.Ctx) (web.FormPage[view.Permission], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[view.Permission]{}, err
	}
	page := permissionPage(details, view.PermissionTextsOf(c.UserContext(), true))
	page.Done = "console.permissions.added"
	page.Save = func(ctx context.Context, records *store.Store, typed view.Permission) (string, error) {
		_, err := h.CreateScope(ctx, records, details.Resource.ID, NewScope(typed))
		return details.URL, err
	}
	return page, nil
}

func (h *Console) permission(c *fiber.Ctx) (web.FormPage[view.Permission], error) {
	details, scope, err := h.scope(c)
	if err != nil {
		return web.FormPage[view.Permission]{}, err
	}
	page := permissionPage(details, view.PermissionTextsOf(c.UserContext(), false))
	page.Values = view.Permission{Name: scope.Name, Description: noun.Text(scope.Description)}
	page.Done = "console.permissions.saved"
	page.Save = func(ctx context.Context, records *store.Store, typed view.Permission) (string, error) {
		_, err := h.UpdateScope(ctx, records, scope.ResourceID, scope.ID, ScopeChanges{Name: &typed.Name, Description: &typed.Description})
		return details.URL, err
	}
	return page, nil
}

// permissionPage is the form of a permission. Space around a name is removed;
// space within it is rejected.
func permissionPage(details view.Details, texts view.PermissionTexts) web.FormPage[view.Permission] {
	return web.FormPage[view.Permission]{
		Form: details.PermissionForm(texts), FieldNames: []string{"name", "description"},
		Page: details.DialogPage("permission-page", texts.Title, view.TabPermissions),
		Read: func(typed web.Fields, permission *view.Permission) {
			*permission = view.Permission{Name: typed.Line("name"), Description: typed.Line("description")}
		},
	}
}

func (h *Console) deletePermission(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, scope, err := h.scope(c)
	if err != nil {
		return web.Question{}, err
	}
	roles, err := tenant.From(ctx).Store.Scopes.CountRoles(ctx, scope.ID)
	losing := locales.T(ctx, "console.permission.deleteNoRoles")
	if roles > 0 {
		losing = locales.N(ctx, "console.permission.deleteRoles", int(roles))
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.permission.deleteTitle", locales.Data{"Name": scope.Name}),
			Text:      locales.T(ctx, "console.permission.deleteText", locales.Data{"Roles": losing}),
			CancelURL: details.URL, Label: locales.T(ctx, "console.permissions.delete"),
		},
		Page: details.ConfirmPage, Done: "console.permissions.deleted",
		Act: func(ctx context.Context, records *store.Store) error {
			return h.DeleteScope(ctx, records, scope.ResourceID, scope.ID)
		},
	}, err
}

// scope reads the scope named in the URL. Fault: entity.not_found.
func (h *Console) scope(c *fiber.Ctx) (view.Details, *models.Scope, error) {
	details, err := h.details(c)
	if err != nil {
		return details, nil, err
	}
	scope, err := h.scopes(details.Resource.ID).Get(c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("scopeId"))
	return details, scope, err
}
