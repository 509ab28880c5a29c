package user

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
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
	// HeldRoles are a page of the roles that the filter names, RolePicker shows
	// those that can be added; see role.Service.
	HeldRoles(c *fiber.Ctx, filter store.RoleFilter, removeURL func(roleID string) string) ([]component.RoleRow, web.Page, error)
	RolePicker(ctx context.Context, filter store.RoleFilter, pick web.Pick) (component.PickerProps, error)
	AddUserRoles(ctx context.Context, records *store.Store, userID string, roleIDs []string) ([]string, error)
	RemoveUser(ctx context.Context, records *store.Store, roleID, userID string) error
}

func (h *Console) mountRoles(users fiber.Router, change fiber.Handler) {
	users.Get("/:id/roles", h.roles)
	users.Get("/:id/roles/assign", change, h.chooseRoles)
	users.Post("/:id/roles/assign", h.assignRoles)
	users.Get("/:id/roles/:role/remove", change, h.askRole)
	users.Post("/:id/roles/:role/remove", h.removeRole)
}

func (h *Console) roles(c *fiber.Ctx) error {
	site := web.Console(c)
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	props := view.RolesPageProps{Details: rolesDetails(c, user), Query: strings.TrimSpace(c.Query("q"))}
	filter := store.RoleFilter{Holder: models.UserHolder(user.ID), Search: store.Anywhere(props.Query)}
	var page web.Page
	props.Rows, page, err = h.Roles.HeldRoles(c, filter, func(roleID string) string { return site.UserRoleRemove(user.ID, roleID) })
	if err != nil {
		return err
	}
	url := site.UserTab(user.ID, string(view.TabRoles))
	props.Pager = page.Pager(func(number string) string { return href.With(url, "q", props.Query, "page", number) })
	props.Pager.Target = view.RolesTarget
	return h.Render.Part(c, fiber.StatusOK, view.RolesPage(props), view.RolesTable(props))
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
	filter := store.RoleFilter{Type: models.RoleUser, Without: []models.Holder{models.UserHolder(user.ID)}}
	props, err := h.Roles.RolePicker(ctx, filter, pick)
	if err != nil {
		return err
	}
	props.Action, props.CancelURL = site.UserRolesAssign(user.ID), site.UserTab(user.ID, string(view.TabRoles))
	props.Label, props.Errors = locales.T(ctx, "console.user.roles.assign"), texts
	return h.Render.Part(c, status, view.RolesAssignPage(rolesDetails(c, user), props), component.Picker(props))
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
	role, err := tenant.From(ctx).Store.Roles.Get(ctx, id)
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
