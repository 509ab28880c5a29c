package session

import (
	"context"
	"fmt"
	"slices"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/user"
	"portico/views/layout"
)

// Console serves the tab Sessions of users.
type Console struct {
	*Service
	Render *web.Renderer
	// Users are the pages that have the tab.
	Users web.HolderPages
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	user := r.Group("/users/:id")
	user.Get("/sessions", h.sessions)
	h.Render.MountQuestion(user, "/sign-out", h.signOut)
	h.Render.MountQuestion(user, "/sessions/:session/end", h.end)
	h.Render.MountQuestion(user, "/grants/:grant/revoke", h.revoke)
}

func (h *Console) sessions(c *fiber.Ctx) error {
	user, err := h.Users.HolderPage(c)
	if err != nil {
		return err
	}
	ctx, records, now := c.UserContext(), tenant.From(c.UserContext()).Store, h.Now().UnixMilli()
	access := view.Access{Record: user.Record}
	if access.Sessions, err = records.Sessions.ListOfUser(ctx, user.ID, now); err != nil {
		return fmt.Errorf("read sessions: %w", err)
	}
	if access.Grants, err = records.Grants.ListOfUser(ctx, user.ID, now); err != nil {
		return fmt.Errorf("read grants: %w", err)
	}
	ids := noun.IDs(access.Grants, func(grant models.Grant) string { return grant.ApplicationID })
	if access.Applications, err = records.Applications.Names(ctx, ids); err != nil {
		return fmt.Errorf("name applications: %w", err)
	}
	return h.Render.Page(c, fiber.StatusOK, view.SessionsPage(access))
}

func (h *Console) signOut(c *fiber.Ctx) (web.Question, error) {
	user, err := h.Users.HolderPage(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx := c.UserContext()
	return question(user, component.ConfirmProps{
		Title: locales.T(ctx, "console.user.signOutTitle", locales.Data{"Name": user.Title}),
		Text:  locales.T(ctx, "console.user.signOutText"), Label: locales.T(ctx, "console.user.signOut"),
	}, "console.user.signOutDone", func(ctx context.Context, records *store.Store) error {
		return h.SignOut(ctx, records, user.ID)
	}), nil
}

func (h *Console) end(c *fiber.Ctx) (web.Question, error) {
	user, err := h.Users.HolderPage(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx, id := c.UserContext(), c.Params("session")
	sessions, err := tenant.From(ctx).Store.Sessions.ListOfUser(ctx, user.ID, h.Now().UnixMilli())
	if err != nil {
		return web.Question{}, err
	}
	at := slices.IndexFunc(sessions, func(session models.Session) bool { return session.ID == id })
	if at < 0 {
		return web.Question{}, rule.Missing("such session of user " + user.ID)
	}
	return question(user, component.ConfirmProps{
		Title: locales.T(ctx, "console.user.endTitle"),
		Text:  locales.T(ctx, "console.user.endText", locales.Data{"Device": view.Device(ctx, sessions[at].UserAgent)}),
		Label: locales.T(ctx, "console.user.end"),
	}, "console.user.endDone", func(ctx context.Context, records *store.Store) error {
		return h.EndSession(ctx, records, user.ID, id, RevokeNone)
	}), nil
}

func (h *Console) revoke(c *fiber.Ctx) (web.Question, error) {
	user, err := h.Users.HolderPage(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx, id, records := c.UserContext(), c.Params("grant"), tenant.From(c.UserContext()).Store
	grants, err := records.Grants.ListOfUser(ctx, user.ID, h.Now().UnixMilli())
	if err != nil {
		return web.Question{}, err
	}
	at := slices.IndexFunc(grants, func(grant models.Grant) bool { return grant.ID == id })
	if at < 0 {
		return web.Question{}, rule.Missing("such grant of user " + user.ID)
	}
	names, err := records.Applications.Names(ctx, []string{grants[at].ApplicationID})
	if err != nil {
		return web.Question{}, err
	}
	return question(user, component.ConfirmProps{
		Title: locales.T(ctx, "console.user.revokeTitle", locales.Data{"Application": names[grants[at].ApplicationID]}),
		Text:  locales.T(ctx, "console.user.revokeText"), Label: locales.T(ctx, "console.user.revoke"),
	}, "console.user.revokeDone", func(ctx context.Context, records *store.Store) error {
		return h.RevokeGrant(ctx, records, user.ID, id)
	}), nil
}

// question is a confirmation that returns to the tab; done is the ID of the text
// shown afterwards.
func question(user layout.Holder, props component.ConfirmProps, done string, act func(context.Context, *store.Store) error) web.Question {
	props.CancelURL = user.TabURL(view.TabSessions)
	return web.Question{ConfirmProps: props, Page: user.ConfirmPage, Act: act, Done: done}
}
