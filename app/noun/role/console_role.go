package role

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
)

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	kind := models.RoleTypeOf(c.Query("type"))
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Role, int64, error) {
		return t.Store.Roles.List(ctx, store.RoleFilter{Type: kind, Search: store.Anywhere(query)}, page)
	})
	if err != nil {
		return err
	}
	holders, err := t.Store.Roles.Holders(ctx, noun.IDs(list.Rows, idOf))
	if err != nil {
		return err
	}
	return h.Render.List(c, view.List(ctx, list.Props("role-list", web.Console(c).Roles(), "type", string(kind)),
		view.Listed{Roles: list.Rows, Holders: holders, Type: kind}, t.URL("/api/roles")))
}

// new continues to the permissions: a role without any grants nothing.
func (h *Console) new(c *fiber.Ctx) (web.FormPage[models.Role], error) {
	ctx, site := c.UserContext(), web.Console(c)
	return web.FormPage[models.Role]{
		Values: models.Role{Type: models.RoleUser}, Form: view.NewForm, FieldNames: formFields(), Done: "console.role.created",
		Page: view.NewPage(ctx, tenant.From(ctx).URL("/api/roles")).With,
		Read: func(typed web.Fields, role *models.Role) {
			role.Type = models.RoleTypeOf(typed.Get("type"))
			readForm(typed, role)
		},
		Save: func(ctx context.Context, records *store.Store, role models.Role) (string, error) {
			made, err := h.Create(ctx, records, New{
				Name: role.Name, Description: role.Description, Type: role.Type, IsDefault: role.IsDefault,
			})
			if err != nil {
				return "", err
			}
			return site.Role(made.ID), nil
		},
	}, nil
}

func (h *Console) general(c *fiber.Ctx) (web.FormPage[models.Role], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[models.Role]{}, err
	}
	return web.FormPage[models.Role]{
		Values: *details.Role, Form: details.GeneralForm, FieldNames: formFields(), Done: "console.role.saved",
		Page: details.Tab(view.TabGeneral).With, Read: readForm,
		Save: func(ctx context.Context, records *store.Store, role models.Role) (string, error) {
			_, err := h.Update(ctx, records, role.ID, Changes{
				Name: &role.Name, Description: &role.Description, IsDefault: &role.IsDefault,
			})
			return "", err
		},
	}, nil
}

func formFields() []string { return []string{"name", "description", "isDefault"} }

// readForm reads a role of a known type. For a type without defaults the switch is
// hidden, not off.
func readForm(typed web.Fields, role *models.Role) {
	role.Name, role.Description = typed.Line("name"), typed.Line("description")
	role.IsDefault = typed.IsOn("isDefault") && role.Type == models.RoleUser
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	return web.Deletion(details.Record, view.TabGeneral, component.ConfirmProps{
		Title: locales.T(ctx, "console.role.deleteTitle", locales.Data{"Name": details.Name}),
		Text:  locales.T(ctx, "console.role.deleteText"), Label: locales.T(ctx, "console.role.delete"),
	}, "console.role.deleted", web.Console(c).Roles(), func(ctx context.Context, records *store.Store) error {
		return h.Delete(ctx, records, details.Role.ID)
	}), nil
}
