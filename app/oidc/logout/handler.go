package logout

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/edge/wire"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/views/component"
	"portico/views/experience"
)

// Handler signs people out.
type Handler struct {
	Sessions *session.Service
	Tokens   Verifier
	Render   *web.Renderer
	// SameOrigin guards the form on our own page.
	SameOrigin fiber.Handler
}

// Mount adds the endpoint to its route group.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("", h.ask)
	r.Post("", h.askByPost)
	r.Post("/confirm", h.SameOrigin, h.confirm)
	r.Get("/success", h.success)
}

// askByPost handles a request in the body. Browsers send no cookies with a
// cross-site POST, so it continues with a same-site GET.
func (h *Handler) askByPost(c *fiber.Ctx) error {
	values, err := wire.Body(c)
	if err != nil {
		return err
	}
	query := url.Values{}
	for name, value := range values.Map() {
		query.Set(name, value)
	}
	return web.SeeOther(c, tenant.From(c.UserContext()).Prefix+"/oidc/session/end?"+query.Encode())
}

// ask shows the page that ends the session. Without a session there is nothing
// to ask.
func (h *Handler) ask(c *fiber.Ctx) error {
	values, err := wire.Query(c)
	if err != nil {
		return err
	}
	r, err := check(c.UserContext(), h.Tokens, values)
	if err != nil {
		return err
	}
	web.PreferLanguages(c, values.Get("ui_locales"))
	current := session.From(c.UserContext())
	if current == nil {
		return h.leave(c, r)
	}
	page := experience.SignOutPage(experience.SignOutProps{
		Action: web.Site(c).EndSessionConfirm(), Fields: r.fields(), AutoSubmit: r.isProven(current),
	})
	return h.Render.HostedPage(c, fiber.StatusOK, page, web.Outside{RedirectURI: r.redirectURI})
}

// fields pass the request along; the confirmation checks them again.
func (r request) fields() []component.Value {
	var clientID string
	if r.client != nil {
		clientID = r.client.ID
	}
	var values []component.Value
	for _, field := range []component.Value{
		{Name: "client_id", Value: clientID},
		{Name: "post_logout_redirect_uri", Value: r.redirectURI},
		{Name: "state", Value: r.state},
	} {
		if field.Value != "" {
			values = append(values, field)
		}
	}
	return values
}

// confirm ends the session.
func (h *Handler) confirm(c *fiber.Ctx) error {
	ctx := c.UserContext()
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	r, err := check(ctx, h.Tokens, protocol.NewValues(form, nil))
	if err != nil {
		return err
	}
	if current := session.From(ctx); current != nil {
		if err := h.Sessions.End(ctx, tenant.From(ctx).Store, current.ID); err != nil {
			return err
		}
	}
	web.SetCookie(c, web.CookieSession, "", -1)
	return h.leave(c, r)
}

// leave returns to the application, or tells the user that they are signed out.
func (h *Handler) leave(c *fiber.Ctx, r request) error {
	if r.redirectURI == "" {
		return web.SeeOther(c, tenant.From(c.UserContext()).Prefix+"/oidc/session/end/success")
	}
	location := r.redirectURI
	if r.state != "" {
		separator := "?"
		if strings.Contains(location, "?") {
			separator = "&"
		}
		location += separator + "state=" + url.QueryEscape(r.state)
	}
	return web.SeeOther(c, location)
}

func (h *Handler) success(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, experience.SignedOutPage())
}
