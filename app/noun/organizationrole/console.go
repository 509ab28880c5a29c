package organizationrole

import (
	"context"

	"github.com/a-h/templ"
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

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	pages, change := r.Group("/organization-template"), web.Require(actor.Change)
	pages.Get("", h.list)
	pages.Get("/roles/new", change, h.new)
	pages.Post("/roles/new", h.create)
	pages.Get("/roles/:id", h.granted)
	pages.Get("/roles/:id/general", h.general)
	pages.Post("/roles/:id/general", h.save)
	h.Render.MountQuestion(pages, "/roles/:id/delete", h.delete)
	h.Render.MountChoice(pages, "/roles/:id/assign", h.assign)
	h.Render.MountQuestion(pages, "/roles/:id/:kind/:permission/remove", h.remove)
	pages.Get("/permissions", h.permissions)
	pages.Get("/permissions/new", change, h.newPermission)
	pages.Post("/permissions/new", h.createPermission)
	pages.Get("/permissions/:id", h.permission)
	pages.Post("/permissions/:id", h.savePermission)
	h.Render.MountQuestion(pages, "/permissions/:id/delete", h.deletePermission)
}

// role reads the role that the address names. Fault: entity.not_found.
func (h *Console) role(c *fiber.Ctx) (view.Role, error) {
	t := tenant.From(c.UserContext())
	found, err := h.roles().Get(c.UserContext(), t.Store, c.Params("id"))
	if err != nil {
		return view.Role{}, err
	}
	return view.Role{Role: found, APIURL: t.URL("/api/organization-roles/" + found.ID)}, nil
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.OrganizationRole, int64, error) {
		return t.Store.OrganizationRoles.List(ctx, store.OrganizationRoleFilter{Query: query}, page)
	})
	if err != nil {
		return err
	}
	filter := store.OrganizationRolePermissionFilter{
		RoleIDs: noun.IDs(list.Rows, func(role models.OrganizationRole) string { return role.ID }),
	}
	granted, _, err := t.Store.OrganizationRoles.Permissions(ctx, filter, store.Page{})
	if err != nil {
		return err
	}
	props := view.RolesProps{
		ListProps: list.Props(view.RolesID, web.Console(c).Template()), Roles: list.Rows,
		Permissions: make(map[string][]string, len(list.Rows)), APIURL: t.URL("/api/organization-roles"),
	}
	for _, permission := range granted {
		props.Permissions[permission.RoleID] = append(props.Permissions[permission.RoleID], permission.Name)
	}
	return h.Render.Part(c, fiber.StatusOK, view.RolesPage(props), view.RolesTable(props))
}

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewRolePage(view.NewRoleProps{
		Type: models.RoleUser, APIURL: tenant.From(c.UserContext()).URL("/api/organization-roles"),
	}))
}

// create leads to the permissions: a role without any grants nothing.
func (h *Console) create(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.NewRoleProps{
		Name: form["name"], Description: form["description"], Type: models.RoleType(form["type"]),
		APIURL: t.URL("/api/organization-roles"),
	}
	made, err := h.CreateRole(ctx, t.Store, NewRole{Name: typed.Name, Description: typed.Description, Type: typed.Type})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.NewRolePage(typed), view.NewRoleForm(typed)
		}, "name", "description")
	}
	web.Flash(c, "console.organizationRole.role.created")
	return web.Done(c, web.Console(c).TemplateRole(made.ID))
}

func (h *Console) general(c *fiber.Ctx) error {
	role, err := h.role(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.GeneralPage(view.GeneralProps{
		Role: role, Name: role.Role.Name, Description: noun.Text(role.Role.Description),
	}))
}

func (h *Console) save(c *fiber.Ctx) error {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.GeneralProps{Role: role, Name: form["name"], Description: form["description"]}
	_, err = h.UpdateRole(ctx, tenant.From(ctx).Store, role.Role.ID, RoleChanges{Name: &typed.Name, Description: &typed.Description})
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.GeneralPage(typed), view.GeneralForm(typed)
		}, "name", "description")
	}
	web.Flash(c, "console.organizationRole.saved")
	return web.Done(c, web.Console(c).TemplateRoleGeneral(role.Role.ID))
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx, site := c.UserContext(), web.Console(c)
	role, err := h.role(c)
	if err != nil {
		return web.Question{}, err
	}
	id, name := role.Role.ID, role.Role.Name
	holders, err := tenant.From(ctx).Store.OrganizationRoles.Holders(ctx, id)
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.organizationRole.role.deleteTitle", locales.Data{"Name": name}),
			Text:      holdersText(ctx, role.Role.Type, holders),
			CancelURL: site.TemplateRoleGeneral(id), Label: locales.T(ctx, "console.organizationRole.role.delete"), Name: name,
		},
		Page: confirmPage("organization-role-delete-page", name),
		Act:  func(ctx context.Context, records *store.Store) error { return h.DeleteRole(ctx, records, id) },
		Done: "console.organizationRole.role.deleted", NextURL: site.Template(),
	}, err
}

// confirmPage is the page around a question about a role or a permission of a name.
func confirmPage(id, name string) func(component.ConfirmProps) templ.Component {
	return func(props component.ConfirmProps) templ.Component { return view.ConfirmPage(id, name, props) }
}

// holdersText says who loses a role of a type when it is deleted.
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
