package resource

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
	props := view.PermissionsProps{
		ListProps: list.Props(view.PermissionsID, web.Console(c).Resource(details.Resource.ID)), Details: details, Scopes: list.Rows,
	}
	return h.Render.Part(c, fiber.StatusOK, view.PermissionsPage(props), view.PermissionsTable(props))
}

func (h *Console) newPermission(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	props := view.PermissionProps{Resource: details.Resource}
	return h.Render.Part(c, fiber.StatusOK, view.PermissionPage(props), view.PermissionForm(props))
}

func (h *Console) createPermission(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.changePermission(c, view.PermissionProps{Resource: details.Resource}, "console.permissions.added",
		func(ctx context.Context, records *store.Store, typed *view.PermissionProps) error {
			_, err := h.CreateScope(ctx, records, details.Resource.ID, NewScope{Name: typed.Name, Description: typed.Description})
			return err
		})
}

func (h *Console) permission(c *fiber.Ctx) error {
	details, scope, err := h.scope(c)
	if err != nil {
		return err
	}
	props := view.PermissionProps{
		Resource: details.Resource, ScopeID: scope.ID, Name: scope.Name, Description: noun.Text(scope.Description),
	}
	return h.Render.Part(c, fiber.StatusOK, view.PermissionPage(props), view.PermissionForm(props))
}

func (h *Console) savePermission(c *fiber.Ctx) error {
	details, scope, err := h.scope(c)
	if err != nil {
		return err
	}
	return h.changePermission(c, view.PermissionProps{Resource: details.Resource, ScopeID: scope.ID}, "console.permissions.saved",
		func(ctx context.Context, records *store.Store, typed *view.PermissionProps) error {
			_, err := h.UpdateScope(ctx, records, details.Resource.ID, scope.ID, ScopeChanges{Name: &typed.Name, Description: &typed.Description})
			return err
		})
}

// changePermission reads the form of a permission, makes the change and leads back
// to the list. Space around a name is dropped; space within it is refused.
func (h *Console) changePermission(c *fiber.Ctx, typed view.PermissionProps, done string,
	change func(context.Context, *store.Store, *view.PermissionProps) error,
) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed.Name, typed.Description = strings.TrimSpace(form["name"]), strings.TrimSpace(form["description"])
	if err := change(c.UserContext(), tenant.From(c.UserContext()).Store, &typed); err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			typed.Errors = problems
			return view.PermissionPage(typed), view.PermissionForm(typed)
		}, "name", "description")
	}
	web.Flash(c, done)
	return web.Done(c, web.Console(c).Resource(typed.Resource.ID))
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
			CancelURL: web.Console(c).Resource(scope.ResourceID), Label: locales.T(ctx, "console.permissions.delete"),
		},
		Page: func(props component.ConfirmProps) templ.Component {
			return view.PermissionDeletePage(props, details.Resource.Name)
		},
		Act: func(ctx context.Context, records *store.Store) error {
			return h.DeleteScope(ctx, records, scope.ResourceID, scope.ID)
		},
		Done: "console.permissions.deleted",
	}, err
}

// scope reads the scope that the address names. Fault: entity.not_found.
func (h *Console) scope(c *fiber.Ctx) (view.Details, *models.Scope, error) {
	details, err := h.details(c)
	if err != nil {
		return details, nil, err
	}
	scope, err := h.scopes(details.Resource.ID).Get(c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("scopeId"))
	return details, scope, err
}
