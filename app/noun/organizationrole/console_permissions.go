package organizationrole

import (
	"context"
	"strings"

	"github.com/a-h/templ"
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

// rolesNamed is how many of the roles that grant a permission its page names.
const rolesNamed = 20

func (h *Console) permissions(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.OrganizationScope, int64, error) {
		return t.Store.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{Query: query}, page)
	})
	if err != nil {
		return err
	}
	props := view.PermissionsProps{
		ListProps:   list.Props(view.PermissionsID, web.Console(c).TemplatePermissions()),
		Permissions: list.Rows, APIURL: t.URL("/api/organization-scopes"),
	}
	return h.Render.Part(c, fiber.StatusOK, view.PermissionsPage(props), view.PermissionsTable(props))
}

func (h *Console) newPermission(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPermissionPage(view.NewPermissionProps{
		APIURL: tenant.From(c.UserContext()).URL("/api/organization-scopes"),
	}))
}

func (h *Console) createPermission(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	fields, err := permissionFields(c)
	if err != nil {
		return err
	}
	if _, err := h.CreateScope(ctx, t.Store, NewScope{Name: fields.Name, Description: fields.Description}); err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			fields.Errors = problems
			typed := view.NewPermissionProps{PermissionFields: fields, APIURL: t.URL("/api/organization-scopes")}
			return view.NewPermissionPage(typed), view.NewPermissionForm(typed)
		}, "name", "description")
	}
	web.Flash(c, "console.organizationRole.permission.created")
	return web.Done(c, web.Console(c).TemplatePermissions())
}

// permissionFields are what was typed into the form of a permission.
func permissionFields(c *fiber.Ctx) (view.PermissionFields, error) {
	form, err := web.Form(c)
	return view.PermissionFields{Name: strings.TrimSpace(form["name"]), Description: form["description"]}, err
}

// permissionOf reads the permission that the address names, and the roles that
// grant it. Fault: entity.not_found.
func (h *Console) permissionOf(c *fiber.Ctx) (view.PermissionProps, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.scopes().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.PermissionProps{}, err
	}
	props := view.PermissionProps{
		Permission: found, APIURL: t.URL("/api/organization-scopes/" + found.ID),
		PermissionFields: view.PermissionFields{Name: found.Name, Description: noun.Text(found.Description)},
	}
	filter := store.OrganizationRoleFilter{ScopeID: found.ID}
	props.Roles, props.RoleCount, err = t.Store.OrganizationRoles.List(ctx, filter, store.Page{Limit: rolesNamed})
	return props, err
}

func (h *Console) permission(c *fiber.Ctx) error {
	props, err := h.permissionOf(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.PermissionPage(props))
}

func (h *Console) savePermission(c *fiber.Ctx) error {
	ctx := c.UserContext()
	typed, err := h.permissionOf(c)
	if err != nil {
		return err
	}
	if typed.PermissionFields, err = permissionFields(c); err != nil {
		return err
	}
	changes := ScopeChanges{Name: &typed.Name, Description: &typed.Description}
	if _, err := h.UpdateScope(ctx, tenant.From(ctx).Store, typed.Permission.ID, changes); err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.PermissionPage(typed), view.PermissionForm(typed)
		}, "name", "description")
	}
	web.Flash(c, "console.organizationRole.saved")
	return web.Done(c, web.Console(c).TemplatePermission(typed.Permission.ID))
}

func (h *Console) deletePermission(c *fiber.Ctx) (web.Question, error) {
	ctx, site := c.UserContext(), web.Console(c)
	props, err := h.permissionOf(c)
	if err != nil {
		return web.Question{}, err
	}
	scope, text := props.Permission, locales.T(ctx, "console.organizationRole.permission.unused")
	if props.RoleCount > 0 {
		text = locales.N(ctx, "console.organizationRole.permission.used", int(props.RoleCount), locales.Data{"Names": namesOf(props)})
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.organizationRole.permission.deleteTitle", locales.Data{"Name": scope.Name}), Text: text,
			CancelURL: site.TemplatePermission(scope.ID), Label: locales.T(ctx, "console.organizationRole.permission.delete"), Name: scope.Name,
		},
		Page: confirmPage("organization-permission-delete-page", scope.Name),
		Act:  func(ctx context.Context, records *store.Store) error { return h.DeleteScope(ctx, records, scope.ID) },
		Done: "console.organizationRole.permission.deleted", NextURL: site.TemplatePermissions(),
	}, nil
}

// namesOf names the roles that grant a permission, some of them.
func namesOf(props view.PermissionProps) string {
	names := strings.Join(noun.IDs(props.Roles, nameOf), ", ")
	if int64(len(props.Roles)) < props.RoleCount {
		names += ", …"
	}
	return names
}
