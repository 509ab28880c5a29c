package resource

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/resource"
	"portico/views/href"
	"portico/views/layout"
)

func (h *Console) permissions(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	props, id := view.PermissionsProps{Details: details, Query: query(c)}, details.Resource.ID
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		props.Scopes, found.Total, err = tenant.From(ctx).Store.Scopes.List(ctx, id, store.Anywhere(props.Query),
			store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Scopes)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Resource(id), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.PermissionsTarget
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

func (h *Console) addPermission(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	props := view.PermissionProps{Resource: details.Resource}
	if err := readPermission(c, &props); err != nil {
		return err
	}
	_, err = h.CreateScope(ctx, tenant.From(ctx).Store, details.Resource.ID, NewScope{Name: props.Name, Description: props.Description})
	return h.permissionDone(c, props, err, "console.permissions.added")
}

func (h *Console) permission(c *fiber.Ctx) error {
	details, scope, err := h.scope(c)
	if err != nil {
		return err
	}
	props := view.PermissionProps{Resource: details.Resource, ScopeID: scope.ID, Name: scope.Name}
	if scope.Description != nil {
		props.Description = *scope.Description
	}
	return h.Render.Part(c, fiber.StatusOK, view.PermissionPage(props), view.PermissionForm(props))
}

func (h *Console) savePermission(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, scope, err := h.scope(c)
	if err != nil {
		return err
	}
	props := view.PermissionProps{Resource: details.Resource, ScopeID: scope.ID}
	if err := readPermission(c, &props); err != nil {
		return err
	}
	_, err = h.UpdateScope(ctx, tenant.From(ctx).Store, details.Resource.ID, scope.ID,
		ScopeChanges{Name: &props.Name, Description: &props.Description})
	return h.permissionDone(c, props, err, "console.permissions.saved")
}

// readPermission reads the form of a permission. Space around a name is nobody's
// intention; within it is refused.
func readPermission(c *fiber.Ctx, props *view.PermissionProps) error {
	form, err := web.Form(c)
	props.Name, props.Description = strings.TrimSpace(form["name"]), strings.TrimSpace(form["description"])
	return err
}

// permissionDone leads back to the list, or shows the form again with what is
// wrong.
func (h *Console) permissionDone(c *fiber.Ctx, props view.PermissionProps, err error, flash string) error {
	if err != nil {
		if props.Errors, err = web.FormProblems(c.UserContext(), err, "name", "description"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.PermissionPage(props), view.PermissionForm(props))
	}
	web.Flash(c, flash)
	return web.Done(c, web.Console(c).Resource(props.Resource.ID))
}

func (h *Console) confirmDeletePermission(c *fiber.Ctx) error {
	details, _, props, err := h.permissionConfirmation(c)
	if err != nil {
		return err
	}
	page := view.PermissionDeletePage(props, details.Resource.Name)
	return h.Render.Part(c, fiber.StatusOK, page, component.Confirm(props))
}

func (h *Console) removePermission(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, scope, props, err := h.permissionConfirmation(c)
	if err != nil {
		return err
	}
	if err := h.DeleteScope(ctx, tenant.From(ctx).Store, details.Resource.ID, scope.ID); err != nil {
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		props.Error = texts[""]
		page := view.PermissionDeletePage(props, details.Resource.Name)
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, page, component.Confirm(props))
	}
	web.Flash(c, "console.permissions.deleted")
	return web.Done(c, props.CancelURL)
}

func (h *Console) permissionConfirmation(c *fiber.Ctx) (view.Details, *models.Scope, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, scope, err := h.scope(c)
	if err != nil {
		return details, nil, component.ConfirmProps{}, err
	}
	roles, err := tenant.From(ctx).Store.Scopes.CountRoles(ctx, scope.ID)
	return details, scope, component.ConfirmProps{
		Title:  locales.T(ctx, "console.permission.deleteTitle", locales.Data{"Name": scope.Name}),
		Text:   locales.T(ctx, "console.permission.deleteText", locales.Data{"Roles": losingScope(ctx, roles)}),
		Action: site.PermissionDelete(scope.ResourceID, scope.ID), CancelURL: site.Resource(scope.ResourceID),
		Label: locales.T(ctx, "console.permissions.delete"), CSRF: layout.CSRFField(),
	}, err
}

// scope reads the scope that the address names. Fault: entity.not_found.
func (h *Console) scope(c *fiber.Ctx) (view.Details, *models.Scope, error) {
	details, err := h.details(c)
	if err != nil {
		return details, nil, err
	}
	id := c.Params("scopeId")
	scope, err := tenant.From(c.UserContext()).Store.Scopes.Get(c.UserContext(), details.Resource.ID, id)
	if err != nil {
		return details, nil, rule.OrMissing("scope "+id, err)
	}
	return details, scope, nil
}
