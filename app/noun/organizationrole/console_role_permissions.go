package organizationrole

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organizationrole"
	"portico/views/href"
	"portico/views/layout"
)

func (h *Console) rolePermissions(c *fiber.Ctx) error {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return err
	}
	props := view.RolePermissionsProps{Role: role, Query: query(c)}
	filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{role.Role.ID}, Query: props.Query}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Permissions, found.Total, err = tenant.From(ctx).Store.
			OrganizationRoles.Permissions(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Permissions)
		return found, err
	})
	if err != nil {
		return fmt.Errorf("list permissions of organization role: %w", err)
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).TemplateRole(role.Role.ID), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.RolePermissionsTarget
	return h.Render.Part(c, fiber.StatusOK, view.RolePermissionsPage(props), view.RolePermissionsTable(props))
}

func (h *Console) confirmRemove(c *fiber.Ctx) error {
	role, _, props, err := h.removeConfirmation(c)
	if err != nil {
		return err
	}
	page := view.ConfirmPage("organization-role-remove-page", role.Role.Name, props)
	return h.Render.Part(c, fiber.StatusOK, page, component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	ctx := c.UserContext()
	role, fewer, props, err := h.removeConfirmation(c)
	if err != nil {
		return err
	}
	if err := h.RemovePermissions(ctx, tenant.From(ctx).Store, role.Role.ID, fewer); err != nil {
		return err
	}
	web.Flash(c, "console.organizationRole.role.removed")
	return web.Done(c, props.CancelURL)
}

// removeConfirmation asks whether the permission in the address shall be taken
// out of its role.
func (h *Console) removeConfirmation(c *fiber.Ctx) (view.Role, Permissions, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	role, err := h.role(c)
	if err != nil {
		return role, Permissions{}, component.ConfirmProps{}, err
	}
	kind, id := c.Params("kind"), c.Params("permission")
	given, err := permissionIn(ctx, tenant.From(ctx).Store, role.Role.ID, kind, id)
	if err != nil {
		return role, Permissions{}, component.ConfirmProps{}, err
	}
	names := locales.Data{"Permission": given.Name, "Role": role.Role.Name}
	return role, permissionsOfKind(kind, id), component.ConfirmProps{
		Title:  locales.T(ctx, "console.organizationRole.role.removeTitle", names),
		Text:   locales.T(ctx, "console.organizationRole.role.removeText", names),
		Action: site.TemplateRoleRemove(role.Role.ID, kind, id), CancelURL: site.TemplateRole(role.Role.ID),
		Label: locales.T(ctx, "console.organizationRole.role.removeLabel"), CSRF: layout.CSRFField(),
	}, nil
}

// permissionIn finds a permission in a role. Fault: entity.not_found.
func permissionIn(ctx context.Context, records *store.Store, roleID, kind, id string) (models.OrganizationRolePermission, error) {
	filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{roleID}}
	given, _, err := records.OrganizationRoles.Permissions(ctx, filter, store.Page{})
	if err != nil {
		return models.OrganizationRolePermission{}, fmt.Errorf("read permissions of organization role: %w", err)
	}
	for _, permission := range given {
		if permission.ID == id && view.KindOf(permission) == kind {
			return permission, nil
		}
	}
	return models.OrganizationRolePermission{}, rule.Missing("such permission in organization role " + roleID)
}

// permissionsOfKind is one permission.
func permissionsOfKind(kind, id string) Permissions {
	if kind == view.KindAPI {
		return Permissions{ResourceScopeIDs: []string{id}}
	}
	return Permissions{OrganizationScopeIDs: []string{id}}
}
