package user

import (
	"context"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/fault"
	"portico/app/rule"
	"portico/app/tenant"
	"portico/app/web"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/user"
	"portico/views/href"
	"portico/views/layout"
)

// roles changes which roles a user has.
type roles interface {
	AddUserRoles(ctx context.Context, records *store.Store, userID string, roleIDs []string) ([]string, error)
	RemoveUser(ctx context.Context, records *store.Store, roleID, userID string) error
}

// mostRoles bounds how many roles a form can choose.
const mostRoles = 1000

func (h *Console) mountRoles(users fiber.Router, change fiber.Handler) {
	users.Get("/:id/roles", h.roles)
	users.Get("/:id/roles/assign", change, h.chooseRoles)
	users.Post("/:id/roles/assign", h.assignRoles)
	users.Get("/:id/roles/:role/remove", change, h.askRole)
	users.Post("/:id/roles/:role/remove", h.removeRole)
}

func (h *Console) roles(c *fiber.Ctx) error {
	ctx, t, site := c.UserContext(), tenant.From(c.UserContext()), web.Console(c)
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	props := view.RolesPageProps{Details: rolesDetails(c, user), Query: strings.TrimSpace(c.Query("q"))}
	var held []models.Role
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.RoleFilter{UserID: user.ID, Search: store.Anywhere(props.Query)}
		held, found.Total, err = t.Store.Roles(ctx, filter, store.Page{Offset: offset, Limit: limit})
		if errors.Is(err, store.ErrPattern) {
			return web.Found{}, nil // no field holds such a text
		}
		found.Rows = len(held)
		return found, err
	})
	if err != nil {
		return err
	}
	if props.Rows, err = h.roleRows(c, user, held); err != nil {
		return err
	}
	url := site.UserTab(user.ID, string(view.TabRoles))
	props.Pager = page.Pager(func(number string) string { return href.With(url, "q", props.Query, "page", number) })
	props.Pager.Target = view.RolesTarget
	return h.Render.Part(c, fiber.StatusOK, view.RolesPage(props), view.RolesTable(props))
}

// roleRows says of roles what they give.
func (h *Console) roleRows(c *fiber.Ctx, user *models.User, held []models.Role) ([]component.RoleRow, error) {
	ctx, site := c.UserContext(), web.Console(c)
	var ids []string
	for _, role := range held {
		ids = append(ids, role.ID)
	}
	scopes, err := tenant.From(ctx).Store.ScopesOfRoles(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]component.RoleRow, 0, len(held))
	for _, role := range held {
		row := component.RoleRow{Role: role, URL: site.Role(role.ID), Scopes: scopes[role.ID]}
		if layout.ShellOf(ctx).CanChange {
			row.RemoveURL = site.UserRoleRemove(user.ID, role.ID)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func rolesDetails(c *fiber.Ctx, user *models.User) view.Details {
	url := apiURL(c, user) + "/roles"
	return view.Details{User: user, Calls: []component.APICall{
		{Method: "GET", URL: url},
		{Method: "POST", URL: url, Body: `{"roleIds": ["…"]}`},
		{Method: "DELETE", URL: url + "/<roleId>"},
	}}
}

func (h *Console) chooseRoles(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	return h.pickRoles(c, fiber.StatusOK, user, web.Pick{}, nil)
}

func (h *Console) assignRoles(c *fiber.Ctx) error {
	ctx := c.UserContext()
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	pick, err := web.ReadPick(c)
	if err != nil {
		return err
	}
	if len(pick.IDs) > mostRoles {
		return fault.New(fault.Invalid, "request.invalid_input")
	}
	if pick.IsSearch {
		return h.pickRoles(c, fiber.StatusOK, user, pick, nil)
	}
	if len(pick.IDs) == 0 {
		texts := map[string]string{"": locales.T(ctx, "console.role.chooseOne")}
		return h.pickRoles(c, fiber.StatusUnprocessableEntity, user, pick, texts)
	}
	if _, err := h.Roles.AddUserRoles(ctx, tenant.From(ctx).Store, user.ID, pick.IDs); err != nil {
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		return h.pickRoles(c, fiber.StatusUnprocessableEntity, user, pick, texts)
	}
	web.Flash(c, "console.role.assigned")
	return web.Done(c, web.Console(c).UserTab(user.ID, string(view.TabRoles)))
}

// pickRoles shows roles that a user has not got.
func (h *Console) pickRoles(c *fiber.Ctx, status int, user *models.User, pick web.Pick, texts map[string]string) error {
	ctx, site := c.UserContext(), web.Console(c)
	filter := store.RoleFilter{Type: models.RoleUser, ExcludeUserID: user.ID}
	items, total, err := roleItems(ctx, filter, pick)
	if err != nil {
		return err
	}
	props := component.PickerProps{
		ID: "role-picker", Action: site.UserRolesAssign(user.ID), CancelURL: site.UserTab(user.ID, string(view.TabRoles)),
		Query: pick.Query, SearchLabel: locales.T(ctx, "console.roles.search"), Legend: locales.T(ctx, "console.roles.title"),
		Items: items, Total: total, Label: locales.T(ctx, "console.user.roles.assign"), Errors: texts, CSRF: layout.CSRFField(),
	}
	return h.Render.Part(c, status, view.RolesAssignPage(rolesDetails(c, user), props), component.Picker(props))
}

// roleItems finds the roles that are chosen and, beside them, those that fit a search.
func roleItems(ctx context.Context, filter store.RoleFilter, pick web.Pick) (items []component.PickerItem, total int64, err error) {
	records := tenant.From(ctx).Store
	chosen, found := filter, filter
	chosen.IDs = append([]string{}, pick.IDs...)
	found.WithoutIDs, found.Search = pick.IDs, store.Anywhere(pick.Query)
	before, _, err := records.Roles(ctx, chosen, store.Page{})
	if err != nil {
		return nil, 0, err
	}
	after, total, err := records.Roles(ctx, found, store.Page{Limit: web.PickLimit})
	if err != nil && !errors.Is(err, store.ErrPattern) {
		return nil, 0, err
	}
	for i, role := range append(before, after...) {
		items = append(items, component.PickerItem{
			ID: role.ID, Title: role.Name, Sub: role.Description, IsChosen: i < len(before),
		})
	}
	return items, total, nil
}

func (h *Console) askRole(c *fiber.Ctx) error {
	user, props, err := h.roleRemoval(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, user, props)
}

func (h *Console) removeRole(c *fiber.Ctx) error {
	ctx := c.UserContext()
	user, props, err := h.roleRemoval(c)
	if err != nil {
		return err
	}
	if err := h.Roles.RemoveUser(ctx, tenant.From(ctx).Store, c.Params("role"), user.ID); err != nil {
		return h.refuse(c, user, props, err)
	}
	web.Flash(c, "console.role.removed")
	return web.Done(c, props.CancelURL)
}

func (h *Console) roleRemoval(c *fiber.Ctx) (*models.User, component.ConfirmProps, error) {
	ctx, site, id := c.UserContext(), web.Console(c), c.Params("role")
	user, err := h.shown(c)
	if err != nil {
		return nil, component.ConfirmProps{}, err
	}
	role, err := tenant.From(ctx).Store.Role(ctx, id)
	if err != nil {
		return nil, component.ConfirmProps{}, rule.OrMissing("role "+id, err)
	}
	return user, component.ConfirmProps{
		Title:  locales.T(ctx, "console.role.holderTitle", locales.Data{"Name": user.DisplayName(), "Role": role.Name}),
		Text:   locales.T(ctx, "console.role.users.removeText"),
		Action: site.UserRoleRemove(user.ID, role.ID), CancelURL: site.UserTab(user.ID, string(view.TabRoles)),
		Label: locales.T(ctx, "console.role.remove"), CSRF: layout.CSRFField(),
	}, nil
}
