package role

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/role"
)

// holders reads the role that the address names, which must be of the type
// whose holders the tab lists. Fault: entity.not_found.
func (h *Console) holders(c *fiber.Ctx, kind models.RoleType) (view.Details, error) {
	details, err := h.details(c)
	if err == nil && details.Role.Type != kind {
		err = rule.Missing("holder of the type " + string(kind) + " of role " + details.Role.ID)
	}
	return details, err
}

func (h *Console) users(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.holders(c, models.RoleUser)
	if err != nil {
		return err
	}
	props := view.UsersProps{Details: details, Query: query(c)}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.UserFilter{RoleID: details.Role.ID, Search: store.Anywhere(props.Query)}
		props.Users, found.Total, err = tenant.From(ctx).Store.Users.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Users)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = pagerOf(page, tabURL(c, details, view.TabUsers), props.Query, view.HoldersTarget)
	return h.Render.Part(c, fiber.StatusOK, view.UsersPage(props), view.UsersTable(props))
}

func (h *Console) chooseUsers(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.pick(c, fiber.StatusOK, details, view.TabUsers, web.Pick{}, nil)
}

func (h *Console) assignUsers(c *fiber.Ctx) error { return h.assign(c, view.TabUsers, h.AddUsers) }

// userItems finds users who have not got a role.
func userItems(ctx context.Context, role *models.Role, pick web.Pick) (pickable, error) {
	records := tenant.From(ctx).Store
	chosen, err := records.Users.ByID(ctx, pick.IDs)
	if err != nil {
		return pickable{}, err
	}
	filter := store.UserFilter{ExcludeRoleID: role.ID, WithoutIDs: pick.IDs, Search: store.Anywhere(pick.Query)}
	found, total, err := records.Users.List(ctx, filter, store.Page{Limit: web.PickLimit})
	if err != nil {
		return pickable{}, err
	}
	return pickableOf(chosen, found, total, func(user models.User) component.PickerItem {
		return component.PickerItem{
			ID: user.ID, Title: user.DisplayName(), Sub: user.Identifier(), Mark: component.Avatar(user.DisplayName()),
		}
	}), nil
}

func (h *Console) askUser(c *fiber.Ctx) error {
	details, props, err := h.userRemoval(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, details, props)
}

func (h *Console) removeUser(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.userRemoval(c)
	if err != nil {
		return err
	}
	err = h.RemoveUser(ctx, tenant.From(ctx).Store, details.Role.ID, c.Params("thing"))
	return h.taken(c, details, props, err)
}

func (h *Console) userRemoval(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx, id := c.UserContext(), c.Params("thing")
	details, err := h.holders(c, models.RoleUser)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	user, err := tenant.From(ctx).Store.Users.Get(ctx, id)
	if err != nil {
		return details, component.ConfirmProps{}, rule.OrMissing("user "+id, err)
	}
	return details, removal(c, details, view.TabUsers, id,
		locales.T(ctx, "console.role.holderTitle", locales.Data{"Name": user.DisplayName(), "Role": details.Role.Name}),
		locales.T(ctx, "console.role.users.removeText")), nil
}

func (h *Console) applications(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.holders(c, models.RoleMachineToMachine)
	if err != nil {
		return err
	}
	props := view.ApplicationsProps{Details: details, Query: query(c)}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.ApplicationFilter{RoleID: details.Role.ID, Search: store.Anywhere(props.Query)}
		props.Applications, found.Total, err = tenant.From(ctx).Store.Applications.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Applications)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = pagerOf(page, tabURL(c, details, view.TabApplications), props.Query, view.HoldersTarget)
	return h.Render.Part(c, fiber.StatusOK, view.ApplicationsPage(props), view.ApplicationsTable(props))
}

func (h *Console) chooseApplications(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.pick(c, fiber.StatusOK, details, view.TabApplications, web.Pick{}, nil)
}

func (h *Console) assignApplications(c *fiber.Ctx) error {
	return h.assign(c, view.TabApplications, h.AddApplications)
}

// applicationItems finds machines that have not got a role.
func applicationItems(ctx context.Context, role *models.Role, pick web.Pick) (pickable, error) {
	records := tenant.From(ctx).Store
	chosen, err := records.Applications.ByID(ctx, pick.IDs)
	if err != nil {
		return pickable{}, err
	}
	found, total, err := records.Applications.List(ctx, store.ApplicationFilter{
		Types: []models.ApplicationType{models.ApplicationMachineToMachine}, ExcludeRoleID: role.ID,
		WithoutIDs: pick.IDs, Search: store.Anywhere(pick.Query),
	}, store.Page{Limit: web.PickLimit})
	if err != nil {
		return pickable{}, err
	}
	return pickableOf(chosen, found, total, func(application models.Application) component.PickerItem {
		item := component.PickerItem{ID: application.ID, Title: application.Name, Mark: component.Tile(application.Name)}
		if application.Description != nil {
			item.Sub = *application.Description
		}
		return item
	}), nil
}

func (h *Console) askApplication(c *fiber.Ctx) error {
	details, props, err := h.applicationRemoval(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, details, props)
}

func (h *Console) removeApplication(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.applicationRemoval(c)
	if err != nil {
		return err
	}
	err = h.RemoveApplication(ctx, tenant.From(ctx).Store, details.Role.ID, c.Params("thing"))
	return h.taken(c, details, props, err)
}

func (h *Console) applicationRemoval(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx, id := c.UserContext(), c.Params("thing")
	details, err := h.holders(c, models.RoleMachineToMachine)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	application, err := tenant.From(ctx).Store.Applications.Get(ctx, id)
	if err != nil {
		return details, component.ConfirmProps{}, rule.OrMissing("application "+id, err)
	}
	return details, removal(c, details, view.TabApplications, id,
		locales.T(ctx, "console.role.holderTitle", locales.Data{"Name": application.Name, "Role": details.Role.Name}),
		locales.T(ctx, "console.role.applications.removeText")), nil
}
