package organizationrole

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organizationrole"
)

// rolesNamed is how many of the roles that grant a permission its page lists.
const rolesNamed = 20

func (h *Console) permissions(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.OrganizationScope, int64, error) {
		return t.Store.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{Query: query}, page)
	})
	if err != nil {
		return err
	}
	props := list.Props("organization-permission-list", web.Console(c).TemplatePermissions())
	page := view.Permissions(ctx, props, list.Rows, t.URL("/api/organization-scopes"))
	named, _, err := t.Store.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{Query: models.ScopeManageApps}, store.Page{})
	if err != nil {
		return err
	}
	if !noun.Has(named, func(scope models.OrganizationScope) string { return scope.Name }, models.ScopeManageApps) {
		page.Page.Note = view.ManageAppsNote()
	}
	return h.Render.List(c, page)
}

func (h *Console) newPermission(c *fiber.Ctx) (web.FormPage[view.Values], error) {
	ctx, next := c.UserContext(), web.Console(c).TemplatePermissions()
	return web.FormPage[view.Values]{
		Form: view.NewPermissionForm, FieldNames: formFields(), Read: readForm,
		Page: view.NewPermissionPage(ctx, tenant.From(ctx).URL("/api/organization-scopes")).With,
		Save: func(ctx context.Context, records *store.Store, values view.Values) (string, error) {
			_, err := h.CreateScope(ctx, records, NewScope{Name: values.Name, Description: values.Description})
			return next, err
		},
		Done: "console.organizationRole.permission.created",
	}, nil
}

// permissionOf reads the permission named in the URL, and the roles that
// grant it. Fault: entity.not_found.
func (h *Console) permissionOf(c *fiber.Ctx) (*models.OrganizationScope, view.Permission, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.scopes().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return nil, view.Permission{}, err
	}
	page := view.PermissionOf(ctx, found, t.URL("/api/organization-scopes/"+found.ID))
	filter := store.OrganizationRoleFilter{ScopeID: found.ID}
	page.Roles, page.RoleCount, err = t.Store.OrganizationRoles.List(ctx, filter, store.Page{Limit: rolesNamed})
	return found, page, err
}

func (h *Console) permission(c *fiber.Ctx) (web.FormPage[view.Values], error) {
	scope, page, err := h.permissionOf(c)
	if err != nil {
		return web.FormPage[view.Values]{}, err
	}
	return web.FormPage[view.Values]{
		Values: view.Values{Name: scope.Name, Description: noun.Text(scope.Description)}, Form: page.Form,
		FieldNames: formFields(), Page: page.Tab("").With, Read: readForm,
		Save: func(ctx context.Context, records *store.Store, values view.Values) (string, error) {
			_, err := h.UpdateScope(ctx, records, scope.ID, ScopeChanges{Name: &values.Name, Description: &values.Description})
			return "", err
		},
		Done: "console.organizationRole.saved",
	}, nil
}

func (h *Console) deletePermission(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	scope, page, err := h.permissionOf(c)
	if err != nil {
		return web.Question{}, err
	}
	text := locales.T(ctx, "console.organizationRole.permission.unused")
	if page.RoleCount > 0 {
		text = locales.N(ctx, "console.organizationRole.permission.used", int(page.RoleCount), locales.Data{"Names": namesOf(page)})
	}
	return web.Deletion(page.Record, "", component.ConfirmProps{
		Title: locales.T(ctx, "console.organizationRole.permission.deleteTitle", locales.Data{"Name": scope.Name}), Text: text,
		Label: locales.T(ctx, "console.organizationRole.permission.delete"),
	}, "console.organizationRole.permission.deleted", web.Console(c).TemplatePermissions(), func(ctx context.Context, records *store.Store) error {
		return h.DeleteScope(ctx, records, scope.ID)
	}), nil
}

// namesOf lists the names of some of the roles that grant a permission.
func namesOf(page view.Permission) string {
	names := strings.Join(noun.IDs(page.Roles, nameOf), ", ")
	if int64(len(page.Roles)) < page.RoleCount {
		names += ", …"
	}
	return names
}
