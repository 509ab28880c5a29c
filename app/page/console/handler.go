package console

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/console/start"
	"portico/views/layout"
)

// Handler serves the frame of the console.
type Handler struct {
	Client   *Client
	Sessions *Sessions
	Render   *web.Renderer
	// SameOrigin protects the forms.
	SameOrigin fiber.Handler
	// Tenants lists the tenants that can be switched to.
	Tenants func(context.Context, store.TenantFilter, store.Page) ([]models.Tenant, int64, error)
}

// Mount adds the frame to the group of a tenant's console. Routes added to the group
// afterwards are for operators, with Read to view and Change to change.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("/callback", h.callback)
	r.Use(h.signedIn, h.shell, h.SameOrigin)
	r.Post("/sign-out", h.signOut)
	r.Post("/preferences", h.prefer)
	r.Use(web.RequireByMethod)
	r.Get("", h.start)
	r.Get("/search", h.search)
	r.Get("/switch", h.switchPage)
	r.Get("/switch/menu", h.switchMenu)
}

// signedIn finds the operator, or sends the browser to sign in and back.
func (h *Handler) signedIn(c *fiber.Ctx) error {
	operator, err := h.Sessions.Find(c.UserContext(), web.Cookie(c, web.CookieConsole))
	if err != nil {
		return err
	}
	if operator == nil {
		return h.signIn(c)
	}
	ctx := actor.With(c.UserContext(), operator.Actor)
	ctx = layout.WithPerson(ctx, component.Person{Name: operator.DisplayName(), Identifier: operator.Identifier()})
	c.SetUserContext(ctx)
	return c.Next()
}

// signIn starts a sign-in. It returns to the page requested; for a form or a part, to
// the start page.
func (h *Handler) signIn(c *fiber.Ctx) error {
	returnTo := c.OriginalURL()
	if c.Method() != fiber.MethodGet || web.IsPart(c) {
		returnTo = web.Console(c).Home()
	}
	location, state, err := h.Client.Begin(returnTo)
	if err != nil {
		return err
	}
	web.SetCookie(c, web.CookieConsoleState, state, signInLife)
	return web.Done(c, location)
}

// callback finishes a sign-in (RFC 6749, section 4.1.2). A sign-in that was lost starts
// again.
func (h *Handler) callback(c *fiber.Ctx) error {
	pending := web.Cookie(c, web.CookieConsoleState)
	if !h.Client.IsAnswer(pending, c.Query("state")) {
		return web.SeeOther(c, web.Console(c).Home())
	}
	web.SetCookie(c, web.CookieConsoleState, "", -1)
	if code := c.Query("error"); code != "" {
		return fault.New(fault.Forbidden, "console.sign_in_refused")
	}
	token, subject, returnTo, err := h.Client.Finish(c.UserContext(), pending, c.Query("state"), c.Query("code"))
	if err != nil {
		if fault.From(err).Code == "session.not_found" {
			return web.SeeOther(c, web.Console(c).Home())
		}
		return err
	}
	session, life, err := h.Sessions.Begin(c.UserContext(), token, subject)
	if err != nil {
		return err
	}
	web.SetCookie(c, web.CookieConsole, session, life)
	return web.SeeOther(c, returnTo)
}

// signOut ends the console's session and continues to end that of the sign-in.
func (h *Handler) signOut(c *fiber.Ctx) error {
	if err := h.Sessions.End(c.UserContext(), web.Cookie(c, web.CookieConsole)); err != nil {
		return err
	}
	web.SetCookie(c, web.CookieConsole, "", -1)
	return web.Done(c, h.Client.SignOut())
}

// shell adds to every page who is signed in, and to which tenant.
func (h *Handler) shell(c *fiber.Ctx) error {
	ctx, current := c.UserContext(), tenant.From(c.UserContext())
	who := actor.From(ctx)
	person, _ := layout.PersonOf(ctx)
	shell := layout.Shell{
		Site: web.Console(c), Tenant: current.ID, TenantName: current.Name, Person: person,
		Role: roleName(ctx, who.Access), CanChange: who.May(actor.Change), CanAdminister: who.May(actor.Administer),
		Theme: theme(web.Cookie(c, web.CookieConsoleTheme)), Address: c.OriginalURL(),
	}
	shell.Flash = flash(ctx, web.TakeFlash(c))
	c.SetUserContext(layout.WithShell(ctx, shell))
	return c.Next()
}

func theme(chosen string) string {
	if slices.Contains([]string{"light", "dark"}, chosen) {
		return chosen
	}
	return ""
}

// prefer stores the operator's theme, and returns to the page.
func (h *Handler) prefer(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	life := 365 * 24 * time.Hour
	if theme(form["theme"]) == "" {
		life = -1
	}
	web.SetCookie(c, web.CookieConsoleTheme, theme(form["theme"]), life)
	location := web.Console(c).Home()
	if isOurs(form["return"]) {
		location = form["return"]
	}
	return web.Done(c, location)
}

// isOurs reports whether an address is a path of this site.
func isOurs(address string) bool {
	return strings.HasPrefix(address, "/console") || strings.HasPrefix(address, "/t/")
}

// start is the start page: what to do first.
func (h *Handler) start(c *fiber.Ctx) error {
	props, err := h.startProps(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, start.StartPage(props))
}
