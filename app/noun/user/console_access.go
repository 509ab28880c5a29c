package user

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/user"
	"portico/views/layout"
)

func (h *Console) askSignOut(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	ctx, site := c.UserContext(), web.Console(c)
	return h.ask(c, fiber.StatusOK, user, component.ConfirmProps{
		Title:  locales.T(ctx, "console.user.signOutTitle", locales.Data{"Name": user.DisplayName()}),
		Text:   locales.T(ctx, "console.user.signOutText"),
		Action: site.UserSignOut(user.ID), CancelURL: sessionsURL(c, user), Label: locales.T(ctx, "console.user.signOut"),
		CSRF: layout.CSRFField(),
	})
}

func (h *Console) signOut(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	if err := h.SignOut(c.UserContext(), tenant.From(c.UserContext()).Store, user.ID); err != nil {
		return err
	}
	web.Flash(c, "console.user.signOutDone")
	return web.Done(c, sessionsURL(c, user))
}

func (h *Console) askEnd(c *fiber.Ctx) error {
	user, session, err := h.shownSession(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	return h.ask(c, fiber.StatusOK, user, component.ConfirmProps{
		Title:  locales.T(ctx, "console.user.endTitle"),
		Text:   locales.T(ctx, "console.user.endText", locales.Data{"Device": view.Device(ctx, session.UserAgent)}),
		Action: web.Console(c).UserSessionEnd(user.ID, session.ID), CancelURL: sessionsURL(c, user),
		Label: locales.T(ctx, "console.user.end"), CSRF: layout.CSRFField(),
	})
}

func (h *Console) end(c *fiber.Ctx) error {
	user, session, err := h.shownSession(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if err := h.EndSession(ctx, tenant.From(ctx).Store, user.ID, session.ID, RevokeNone); err != nil {
		return err
	}
	web.Flash(c, "console.user.endDone")
	return web.Done(c, sessionsURL(c, user))
}

// shownSession is the session of a user that the address names. Fault:
// entity.not_found.
func (h *Console) shownSession(c *fiber.Ctx) (*models.User, *models.Session, error) {
	user, err := h.shown(c)
	if err != nil {
		return nil, nil, err
	}
	sessions, err := tenant.From(c.UserContext()).Store.Sessions.ListOfUser(c.UserContext(), user.ID, h.Now().UnixMilli())
	for i := range sessions {
		if sessions[i].ID == c.Params("session") {
			return user, &sessions[i], nil
		}
	}
	if err == nil {
		err = store.ErrNotFound
	}
	return nil, nil, rule.OrMissing("such session of user "+user.ID, err)
}

func (h *Console) askRevoke(c *fiber.Ctx) error {
	user, grant, err := h.shownGrant(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	names, err := tenant.From(ctx).Store.Applications.Names(ctx, []string{grant.ApplicationID})
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, user, component.ConfirmProps{
		Title: locales.T(ctx, "console.user.revokeTitle", locales.Data{
			"Application": names[grant.ApplicationID],
		}),
		Text:   locales.T(ctx, "console.user.revokeText"),
		Action: web.Console(c).UserGrantRevoke(user.ID, grant.ID), CancelURL: sessionsURL(c, user),
		Label: locales.T(ctx, "console.user.revoke"), CSRF: layout.CSRFField(),
	})
}

func (h *Console) revoke(c *fiber.Ctx) error {
	user, grant, err := h.shownGrant(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if err := h.RevokeGrant(ctx, tenant.From(ctx).Store, user.ID, grant.ID); err != nil {
		return err
	}
	web.Flash(c, "console.user.revokeDone")
	return web.Done(c, sessionsURL(c, user))
}

// shownGrant is the grant of a user that the address names. Fault:
// entity.not_found.
func (h *Console) shownGrant(c *fiber.Ctx) (*models.User, *models.Grant, error) {
	user, err := h.shown(c)
	if err != nil {
		return nil, nil, err
	}
	grants, err := tenant.From(c.UserContext()).Store.Grants.ListOfUser(c.UserContext(), user.ID, h.Now().UnixMilli())
	for i := range grants {
		if grants[i].ID == c.Params("grant") {
			return user, &grants[i], nil
		}
	}
	if err == nil {
		err = store.ErrNotFound
	}
	return nil, nil, rule.OrMissing("such grant of user "+user.ID, err)
}

func sessionsURL(c *fiber.Ctx, user *models.User) string {
	return web.Console(c).UserTab(user.ID, string(view.TabSessions))
}
