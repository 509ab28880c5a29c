package role

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/layout"
)

// HeldRoles reads the page that the request asks for of the roles that somebody
// has, which the filter names. removeURL is where a role is taken from them.
func (s *Service) HeldRoles(c *fiber.Ctx, filter store.RoleFilter, removeURL func(roleID string) string) (
	rows []component.RoleRow, page web.Page, err error,
) {
	ctx := c.UserContext()
	var held []models.Role
	page, err = web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		held, found.Total, err = tenant.From(ctx).Store.Roles.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(held)
		return found, err
	})
	if err != nil {
		return nil, page, err
	}
	rows, err = heldRows(c, held, removeURL)
	return rows, page, err
}

// heldRows says of roles what they give.
func heldRows(c *fiber.Ctx, held []models.Role, removeURL func(roleID string) string) ([]component.RoleRow, error) {
	ctx := c.UserContext()
	ids := make([]string, 0, len(held))
	for _, role := range held {
		ids = append(ids, role.ID)
	}
	scopes, err := tenant.From(ctx).Store.Roles.ScopesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]component.RoleRow, 0, len(held))
	for _, role := range held {
		row := component.RoleRow{Role: role, URL: web.Console(c).Role(role.ID), Scopes: scopes[role.ID]}
		if layout.ShellOf(ctx).CanChange {
			row.RemoveURL = removeURL(role.ID)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// RolePicker is a picker of the roles that the filter names, for somebody who
// shall have some of them: those that are chosen and, beside them, those that
// fit the search. Where it is sent and what its button says is the page's.
func (s *Service) RolePicker(ctx context.Context, filter store.RoleFilter, pick web.Pick) (component.PickerProps, error) {
	records := tenant.From(ctx).Store
	chosen, others := filter, filter
	chosen.IDs = append([]string{}, pick.IDs...)
	others.WithoutIDs, others.Search = pick.IDs, store.Anywhere(pick.Query)
	before, _, err := records.Roles.List(ctx, chosen, store.Page{})
	if err != nil {
		return component.PickerProps{}, err
	}
	found, total, err := records.Roles.List(ctx, others, store.Page{Limit: web.PickLimit})
	if err != nil {
		return component.PickerProps{}, err
	}
	shown := pickableOf(before, found, total, func(role models.Role) component.PickerItem {
		return component.PickerItem{ID: role.ID, Title: role.Name, Sub: role.Description}
	})
	return component.PickerProps{
		ID: "role-picker", Query: pick.Query, Items: shown.items, Total: shown.total,
		SearchLabel: locales.T(ctx, "console.roles.search"), Legend: locales.T(ctx, "console.roles.title"),
		CSRF: layout.CSRFField(),
	}, nil
}
