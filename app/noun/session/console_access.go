package session

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/user"
)

func (h *Console) signOut(c *fiber.Ctx) (web.Question, error) {
	user, err := h.shown(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx := c.UserContext()
	return question(c, user, web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.user.signOutTitle", locales.Data{"Name": user.DisplayName()}),
			Text:  locales.T(ctx, "console.user.signOutText"), Label: locales.T(ctx, "console.user.signOut"),
		},
		Act: func(ctx context.Context, records *store.Store) error {
			return h.SignOut(ctx, records, user.ID)
		},
		Done: "console.user.signOutDone",
	}), nil
}

func (h *Console) end(c *fiber.Ctx) (web.Question, error) {
	user, session, err := h.shownSession(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx := c.UserContext()
	return question(c, user, web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.user.endTitle"),
			Text:  locales.T(ctx, "console.user.endText", locales.Data{"Device": view.Device(ctx, session.UserAgent)}),
			Label: locales.T(ctx, "console.user.end"),
		},
		Act: func(ctx context.Context, records *store.Store) error {
			return h.EndSession(ctx, records, user.ID, session.ID, RevokeNone)
		},
		Done: "console.user.endDone",
	}), nil
}

func (h *Console) revoke(c *fiber.Ctx) (web.Question, error) {
	user, grant, err := h.shownGrant(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx := c.UserContext()
	names, err := tenant.From(ctx).Store.Applications.Names(ctx, []string{grant.ApplicationID})
	if err != nil {
		return web.Question{}, err
	}
	return question(c, user, web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.user.revokeTitle", locales.Data{"Application": names[grant.ApplicationID]}),
			Text:  locales.T(ctx, "console.user.revokeText"), Label: locales.T(ctx, "console.user.revoke"),
		},
		Act: func(ctx context.Context, records *store.Store) error {
			return h.RevokeGrant(ctx, records, user.ID, grant.ID)
		},
		Done: "console.user.revokeDone",
	}), nil
}

// question is asked on the way from the tab and back.
func question(c *fiber.Ctx, user *models.User, asked web.Question) web.Question {
	asked.CancelURL = web.Console(c).UserTab(user.ID, string(view.TabSessions))
	asked.Page = func(props component.ConfirmProps) templ.Component {
		return view.ConfirmPage("user-confirm-page", user.DisplayName(), props)
	}
	return asked
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
