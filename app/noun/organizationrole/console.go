package organizationrole

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organizationrole"
)

// Console serves the pages of the organization template.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group. Pages that only ask for a
// change are limited to operators who may make it.
func (h *Console) Mount(r fiber.Router) {
	pages := r.Group("/organization-template")
	pages.Get("", h.list)
	web.MountForm(h.Render, pages, "/roles/new", h.new, web.Require(actor.Change))
	pages.Get("/roles/:id", h.granted)
	web.MountForm(h.Render, pages, "/roles/:id/general", h.general)
	h.Render.MountQuestion(pages, "/roles/:id/delete", h.delete)
	h.Render.MountChoice(pages, "/roles/:id/assign", h.assign)
	h.Render.MountQuestion(pages, "/roles/:id/:kind/:permission/remove", h.remove)
	pages.Get("/permissions", h.permissions)
	web.MountForm(h.Render, pages, "/permissions/new", h.newPermission, web.Require(actor.Change))
	web.MountForm(h.Render, pages, "/permissions/:id", h.permission)
	h.Render.MountQuestion(pages, "/permissions/:id/delete", h.deletePermission)
}

// role reads the role named in the URL. Fault: entity.not_found.
func (h *Console) role(c *fiber.Ctx) (view.Role, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.roles().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.Role{}, err
	}
	return view.RoleOf(ctx, found, t.URL("/api/organization-roles/"+found.ID)), nil
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.OrganizationRole, int64, error) {
		return t.Store.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{Query: query}, page)
	})
	if err != nil {
		return err
	}
	granted, _, err := t.Store.OrganizationRoles.Permissions(ctx, store.OrganizationRolePermissionFilter{RoleIDs: noun.IDs(list.Rows, idOf)}, store.Page{})
	if err != nil {
		return err
	}
	names := make(map[string][]string, len(list.Rows))
	for _, permission := range granted {
		names[permission.RoleID] = append(names[permission.RoleID], permission.Name)
	}
	props := list.Props("organization-role-list", web.Console(c).Template())
	return h.Render.List(c, view.Roles(ctx, props, list.Rows, names, t.URL("/api/organization-roles")))
}

// new continues to the permissions: a role without any grants nothing.
func (h *Console) new(c *fiber.Ctx) (web.FormPage[view.Values], error) {
	ctx, site := c.UserContext(), web.Console(c)
	return web.FormPage[view.Values]{
		Values: view.Values{Type: models.RoleUser}, Form: view.NewRoleForm, FieldNames: formFields(),
		Page: view.NewRolePage(ctx, tenant.From(ctx).URL("/api/organization-roles")).With,
		Read: func(typed web.Fields, values *view.Values) {
			readForm(typed, values)
			values.Type = models.RoleType(typed.Get("type"))
		},
		Save: func(ctx context.Context, records *store.Store, values view.Values) (string, error) {
			made, err := h.CreateRole(ctx, records, NewRole{Name: values.Name, Description: values.Description, Type: values.Type})
			if err != nil {
				return "", err
			}
			return site.TemplateRole(made.ID), nil
		},
		Done: "console.organizationRole.role.created",
	}, nil
}

func (h *Console) general(c *fiber.Ctx) (web.FormPage[view.Values], error) {
	role, err := h.role(c)
	if err != nil {
		return web.FormPage[view.Values]{}, err
	}
	return web.FormPage[view.Values]{
		Values: view.Values{Name: role.Name, Description: noun.Text(role.Role.Description)}, Form: role.GeneralForm,
		FieldNames: formFields(), Page: role.Tab(view.TabGeneral).With, Read: readForm,
		Save: func(ctx context.Context, records *store.Store, values view.Values) (string, error) {
			_, err := h.UpdateRole(ctx, records, role.Role.ID, RoleChanges{Name: &values.Name, Description: &values.Description})
			return "", err
		},
		Done: "console.organizationRole.saved",
	}, nil
}

func formFields() []string { return []string{"name", "description"} }

// readForm reads what the forms for roles and permissions have in common.
func readForm(typed web.Fields, values *view.Values) {
	values.Name, values.Description = typed.Line("name"), typed.Get("description")
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return web.Question{}, err
	}
	holders, err := tenant.From(ctx).Store.OrganizationRoles.Holders(ctx, role.Role.ID)
	return web.Deletion(role.Record, view.TabGeneral, component.ConfirmProps{
		Title: locales.T(ctx, "console.organizationRole.role.deleteTitle", locales.Data{"Name": role.Name}),
		Text:  holdersText(ctx, role.Role.Type, holders), Label: locales.T(ctx, "console.organizationRole.role.delete"),
	}, "console.organizationRole.role.deleted", web.Console(c).Template(), func(ctx context.Context, records *store.Store) error {
		return h.DeleteRole(ctx, records, role.Role.ID)
	}), err
}

// holdersText describes who loses a role of this type when it is deleted.
func holdersText(ctx context.Context, kind models.RoleType, holders models.OrganizationRoleHolders) string {
	count := int(holders.Users + holders.Applications)
	switch {
	case count == 0:
		return locales.T(ctx, "console.organizationRole.role.unheld")
	case kind == models.RoleMachineToMachine:
		return locales.N(ctx, "console.organizationRole.role.heldByMachines", count)
	}
	return locales.N(ctx, "console.organizationRole.role.heldByUsers", count)
}
