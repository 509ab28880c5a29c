package organizationrole

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organizationrole"
	"portico/views/href"
	"portico/views/layout"
)

// rolesNamed is how many of the roles that give a permission its page names.
const rolesNamed = 20

func (h *Console) permissions(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	props := view.PermissionsProps{Query: query(c), APIURL: permissionsURL(t)}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.OrganizationScopeFilter{Query: props.Query}
		props.Permissions, found.Total, err = t.Store.OrganizationScopes.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Permissions)
		return found, err
	})
	if err != nil {
		return fmt.Errorf("list organization scopes: %w", err)
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).TemplatePermissions(), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.PermissionsTarget
	return h.Render.Part(c, fiber.StatusOK, view.PermissionsPage(props), view.PermissionsTable(props))
}

func (h *Console) newPermission(c *fiber.Ctx) error {
	props := view.NewPermissionProps{APIURL: permissionsURL(tenant.From(c.UserContext()))}
	return h.Render.Page(c, fiber.StatusOK, view.NewPermissionPage(props))
}

func (h *Console) addPermission(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	typed := view.NewPermissionProps{APIURL: permissionsURL(t)}
	var err error
	if typed.PermissionFields, err = permissionFields(c); err != nil {
		return err
	}
	_, err = h.CreateScope(ctx, t.Store, NewScope{Name: typed.Name, Description: typed.Description})
	if err != nil {
		if typed.Errors, err = web.FormProblems(ctx, err, "name", "description"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewPermissionPage(typed), view.NewPermissionForm(typed))
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
// give it. Fault: entity.not_found.
func (h *Console) permissionOf(c *fiber.Ctx) (view.PermissionProps, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := Scope(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.PermissionProps{}, err
	}
	props := view.PermissionProps{
		Permission: found, APIURL: permissionsURL(t, found.ID),
		PermissionFields: view.PermissionFields{Name: found.Name, Description: textOf(found.Description)},
	}
	filter := store.OrganizationRoleFilter{ScopeID: found.ID}
	props.Roles, props.RoleCount, err = t.Store.OrganizationRoles.List(ctx, filter, store.Page{Limit: rolesNamed})
	if err != nil {
		return props, fmt.Errorf("list roles with organization scope %s: %w", found.ID, err)
	}
	return props, nil
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
	props, err := h.permissionOf(c)
	if err != nil {
		return err
	}
	if props.PermissionFields, err = permissionFields(c); err != nil {
		return err
	}
	changes := ScopeChanges{Name: &props.Name, Description: &props.Description}
	if _, err := h.UpdateScope(ctx, tenant.From(ctx).Store, props.Permission.ID, changes); err != nil {
		if props.Errors, err = web.FormProblems(ctx, err, "name", "description"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.PermissionPage(props), view.PermissionForm(props))
	}
	web.Flash(c, "console.organizationRole.saved")
	return web.Done(c, web.Console(c).TemplatePermission(props.Permission.ID))
}

func (h *Console) confirmDeletePermission(c *fiber.Ctx) error {
	doomed, props, err := h.permissionConfirmation(c)
	if err != nil {
		return err
	}
	page := view.ConfirmPage("organization-permission-delete-page", doomed.Permission.Name, props)
	return h.Render.Part(c, fiber.StatusOK, page, component.Confirm(props))
}

func (h *Console) removePermission(c *fiber.Ctx) error {
	ctx := c.UserContext()
	doomed, props, err := h.permissionConfirmation(c)
	if err != nil {
		return err
	}
	if props.Error, err = confirmed(c, props); err != nil {
		return err
	}
	if props.Error != "" {
		page := view.ConfirmPage("organization-permission-delete-page", doomed.Permission.Name, props)
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, page, component.Confirm(props))
	}
	if err := h.DeleteScope(ctx, tenant.From(ctx).Store, doomed.Permission.ID); err != nil {
		return err
	}
	web.Flash(c, "console.organizationRole.permission.deleted")
	return web.Done(c, web.Console(c).TemplatePermissions())
}

func (h *Console) permissionConfirmation(c *fiber.Ctx) (view.PermissionProps, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	doomed, err := h.permissionOf(c)
	if err != nil {
		return doomed, component.ConfirmProps{}, err
	}
	scope := doomed.Permission
	text := locales.T(ctx, "console.organizationRole.permission.unused")
	if doomed.RoleCount > 0 {
		text = locales.N(ctx, "console.organizationRole.permission.used", int(doomed.RoleCount), locales.Data{
			"Names": namesOf(doomed),
		})
	}
	return doomed, component.ConfirmProps{
		Title: locales.T(ctx, "console.organizationRole.permission.deleteTitle", locales.Data{"Name": scope.Name}), Text: text,
		Action: site.TemplatePermissionDelete(scope.ID), CancelURL: site.TemplatePermission(scope.ID),
		Label: locales.T(ctx, "console.organizationRole.permission.delete"), Name: scope.Name, CSRF: layout.CSRFField(),
	}, nil
}

// namesOf names the roles that give a permission, some of them.
func namesOf(doomed view.PermissionProps) string {
	names := strings.Join(roleNames(doomed.Roles), ", ")
	if int64(len(doomed.Roles)) < doomed.RoleCount {
		names += ", …"
	}
	return names
}
