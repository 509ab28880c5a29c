package organizationrole

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/organizationrole"
)

// Console serves the pages of the organization template.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	pages := r.Group("/organization-template")
	change := web.Require(actor.Change)
	pages.Get("", h.roles)
	pages.Get("/roles/new", change, h.newRole)
	pages.Post("/roles/new", h.addRole)
	pages.Get("/roles/:id", h.rolePermissions)
	pages.Get("/roles/:id/general", h.general)
	pages.Post("/roles/:id/general", h.saveGeneral)
	pages.Get("/roles/:id/delete", change, h.confirmDeleteRole)
	pages.Post("/roles/:id/delete", h.removeRole)
	pages.Get("/roles/:id/assign", change, h.choosePermissions)
	pages.Post("/roles/:id/assign", h.assign)
	pages.Get("/roles/:id/:kind/:permission/remove", change, h.confirmRemove)
	pages.Post("/roles/:id/:kind/:permission/remove", h.remove)
	pages.Get("/permissions", h.permissions)
	pages.Get("/permissions/new", change, h.newPermission)
	pages.Post("/permissions/new", h.addPermission)
	pages.Get("/permissions/:id", h.permission)
	pages.Post("/permissions/:id", h.savePermission)
	pages.Get("/permissions/:id/delete", change, h.confirmDeletePermission)
	pages.Post("/permissions/:id/delete", h.removePermission)
}

// rolesURL and permissionsURL are the public addresses of roles and permissions in
// the Management API.
func rolesURL(t *tenant.Tenant, segments ...string) string {
	return t.URL(strings.Join(append([]string{"/api/organization-roles"}, segments...), "/"))
}

func permissionsURL(t *tenant.Tenant, segments ...string) string {
	return t.URL(strings.Join(append([]string{"/api/organization-scopes"}, segments...), "/"))
}

// role reads the role that the address names. Fault: entity.not_found.
func (h *Console) role(c *fiber.Ctx) (view.Role, error) {
	t := tenant.From(c.UserContext())
	found, err := Role(c.UserContext(), t.Store, c.Params("id"))
	if err != nil {
		return view.Role{}, err
	}
	return view.Role{Role: found, APIURL: rolesURL(t, found.ID)}, nil
}

// query is what a list is searched for.
func query(c *fiber.Ctx) string { return strings.TrimSpace(c.Query("q")) }

// confirmed reads the form of a confirmation, and says what is wrong with what
// was typed; "" when it is the name.
func confirmed(c *fiber.Ctx, props component.ConfirmProps) (problem string, err error) {
	form, err := web.Form(c)
	if err != nil {
		return "", err
	}
	if strings.TrimSpace(form["confirm"]) != strings.TrimSpace(props.Name) {
		return locales.T(c.UserContext(), "component.confirm.mismatch"), nil
	}
	return "", nil
}
