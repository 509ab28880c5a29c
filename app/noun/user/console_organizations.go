package user

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/console/organization"
	view "portico/views/console/user"
	"portico/views/layout"
)

// memberships changes the organizations of users.
type memberships interface {
	// JoinForm is the form that adds a member to organizations, with what was
	// chosen and what spoke against it; see organization.Service.
	JoinForm(ctx context.Context, kind models.HolderKind, memberID string, pick web.Pick, refused error) (organization.JoinProps, error)
	Join(ctx context.Context, records *store.Store, kind models.HolderKind, memberID string, ids, roleIDs []string) error
	RemoveUser(ctx context.Context, records *store.Store, id, userID string) error
}

// mountOrganizations adds the tab of the organizations.
func (h *Console) mountOrganizations(users fiber.Router, change fiber.Handler) {
	users.Get("/:id/organizations", h.organizations)
	users.Get("/:id/organizations/add", change, h.askJoin)
	users.Post("/:id/organizations/add", h.join)
	users.Get("/:id/organizations/:organization/remove", change, h.askLeave)
	users.Post("/:id/organizations/:organization/remove", h.leave)
}

func (h *Console) organizations(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	joined, err := tenant.From(c.UserContext()).Store.Members.Memberships(c.UserContext(), models.UserHolder(user.ID))
	if err != nil {
		return fmt.Errorf("read memberships: %w", err)
	}
	details := view.Details{User: user, Calls: []component.APICall{{Method: "GET", URL: apiURL(c, user) + "/organizations"}}}
	return h.Render.Page(c, fiber.StatusOK, view.OrganizationsPage(details, joined))
}

func (h *Console) askJoin(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	return h.joinForm(c, fiber.StatusOK, user, web.Pick{}, nil)
}

// join adds the user to the organizations that were chosen, or searches.
func (h *Console) join(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	pick, err := web.ReadPick(c)
	if err != nil {
		return err
	}
	if pick.IsSearch {
		return h.joinForm(c, fiber.StatusOK, user, pick, nil)
	}
	ctx := c.UserContext()
	roles := pick.Form[organization.FieldRoles]
	if err := h.Memberships.Join(ctx, tenant.From(ctx).Store, models.HolderUser, user.ID, pick.IDs, roles); err != nil {
		return h.joinForm(c, fiber.StatusUnprocessableEntity, user, pick, err)
	}
	web.Flash(c, "console.organization.joined")
	return web.Done(c, organizationsURL(c, user))
}

func (h *Console) joinForm(c *fiber.Ctx, status int, user *models.User, pick web.Pick, refused error) error {
	props, err := h.Memberships.JoinForm(c.UserContext(), models.HolderUser, user.ID, pick, refused)
	if err != nil {
		return err
	}
	props.Picker.Action, props.Picker.CancelURL = web.Console(c).UserOrganizationsAdd(user.ID), organizationsURL(c, user)
	return h.Render.Part(c, status, view.JoinPage(user, props), organization.JoinForm(props))
}

func (h *Console) askLeave(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	joined, err := tenant.From(ctx).Store.Members.Membership(ctx, c.Params("organization"), models.UserHolder(user.ID))
	if err != nil {
		return rule.OrMissing("such membership of user "+user.ID, err)
	}
	return h.ask(c, fiber.StatusOK, user, component.ConfirmProps{
		Title: locales.T(ctx, "console.organization.removeTitle",
			locales.Data{"Name": user.DisplayName(), "Organization": joined.Name}),
		Text:   locales.T(ctx, "console.organization.removeText"),
		Action: web.Console(c).UserOrganizationLeave(user.ID, joined.ID), CancelURL: organizationsURL(c, user),
		Label: locales.T(ctx, "console.organization.remove"), CSRF: layout.CSRFField(),
	})
}

func (h *Console) leave(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if err := h.Memberships.RemoveUser(ctx, tenant.From(ctx).Store, c.Params("organization"), user.ID); err != nil {
		return err
	}
	web.Flash(c, "console.organization.removed")
	return web.Done(c, organizationsURL(c, user))
}

func organizationsURL(c *fiber.Ctx, user *models.User) string {
	return web.Console(c).UserTab(user.ID, string(view.TabOrganizations))
}
