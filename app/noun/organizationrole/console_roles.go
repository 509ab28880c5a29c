package organizationrole

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/organizationrole"
	"portico/views/href"
)

func (h *Console) roles(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	props := view.RolesProps{Query: query(c), APIURL: rolesURL(t)}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Roles, found.Total, err = listedRoles(ctx, t.Store, props.Query, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Roles)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Template(), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.RolesTarget
	return h.Render.Part(c, fiber.StatusOK, view.RolesPage(props), view.RolesTable(props))
}

// listedRoles reads the roles that a list shows, with their permissions.
func listedRoles(ctx context.Context, records *store.Store, query string, page store.Page) ([]view.ListedRole, int64, error) {
	roles, total, err := records.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{Query: query}, page)
	if err != nil {
		return nil, 0, fmt.Errorf("list organization roles: %w", err)
	}
	listed := make([]view.ListedRole, 0, len(roles))
	filter, places := store.OrganizationRolePermissionFilter{}, map[string]int{}
	for i, role := range roles {
		filter.RoleIDs, places[role.ID] = append(filter.RoleIDs, role.ID), i
		listed = append(listed, view.ListedRole{OrganizationRole: role})
	}
	permissions, _, err := records.OrganizationRoles.Permissions(ctx, filter, store.Page{})
	if err != nil {
		return nil, 0, fmt.Errorf("read permissions of organization roles: %w", err)
	}
	for _, permission := range permissions {
		role := &listed[places[permission.RoleID]]
		role.Permissions = append(role.Permissions, permission.Name)
	}
	return listed, total, nil
}

func (h *Console) newRole(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewRolePage(view.NewRoleProps{
		Type: models.RoleUser, APIURL: rolesURL(tenant.From(c.UserContext())),
	}))
}

func (h *Console) addRole(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewRoleProps{
		Name: form["name"], Description: form["description"], Type: models.RoleType(form["type"]), APIURL: rolesURL(t),
	}
	made, err := h.CreateRole(ctx, t.Store, NewRole{Name: typed.Name, Description: typed.Description, Type: typed.Type})
	if err != nil {
		if typed.Errors, err = web.FormProblems(ctx, err, "name", "description"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewRolePage(typed), view.NewRoleForm(typed))
	}
	web.Flash(c, "console.organizationRole.role.created")
	return web.Done(c, web.Console(c).TemplateRole(made.ID))
}
