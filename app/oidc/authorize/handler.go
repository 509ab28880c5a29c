package authorize

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/edge/wire"
	"portico/app/ground/fault"
	"portico/app/oidc/interaction"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
)

// Handler is the endpoint's HTTP side.
type Handler struct {
	*Endpoint
	Render *web.Renderer
}

// Mount adds the endpoint to its route group. No other origin may read it
// origin (RFC 9700, section 4.18.2).
func (h *Handler) Mount(r fiber.Router) {
	r.Head("", noHead("GET, POST"))
	r.Head("/:interaction", noHead("GET"))
	r.Get("", h.arrive)
	r.Post("", h.arriveByPost)
	r.Get("/:interaction", h.resume)
}

// noHead refuses HEAD, which Fiber treats as GET: a HEAD request must not issue a code.
func noHead(allowed string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderAllow, allowed)
		return fiber.ErrMethodNotAllowed
	}
}

// arrive handles an authorization request in the query.
func (h *Handler) arrive(c *fiber.Ctx) error {
	values, err := wire.Query(c)
	if err != nil {
		return err
	}
	r, err := h.receive(c.UserContext(), values)
	if err != nil {
		return h.fail(c, r, err)
	}
	return h.proceed(c, r, nil)
}

// arriveByPost handles an authorization request in the body. Browsers send no
// cookies with a cross-site POST, so the request is checked, stored without an
// owner, and continued with a same-site GET.
func (h *Handler) arriveByPost(c *fiber.Ctx) error {
	values, err := wire.Body(c)
	if err != nil {
		return err
	}
	r, err := h.receive(c.UserContext(), values)
	if err != nil {
		return h.fail(c, r, err)
	}
	row, err := h.Interactions.Begin(c.UserContext(), r, "")
	if err != nil {
		return err
	}
	return web.SeeOther(c, r.Tenant.Prefix+"/oidc/auth/"+row.ID)
}

// resume continues a stored request after a step.
func (h *Handler) resume(c *fiber.Ctx) error {
	row, err := h.take(c, c.Params("interaction"))
	if errors.Is(err, interaction.ErrEnded) {
		return web.SeeOther(c, web.Site(c).UnknownSession()+"?interaction="+url.QueryEscape(row.ID))
	}
	if err != nil {
		return err
	}
	r, err := h.check(c.UserContext(), protocol.NewValues(row.Params, row.Resources))
	if err != nil {
		return h.fail(c, r, err)
	}
	return h.proceed(c, r, row)
}

// take finds a stored request of this browser, or claims one that has no browser yet.
func (h *Handler) take(c *fiber.Ctx, id string) (*models.Interaction, error) {
	ctx, tokens := c.UserContext(), interaction.ParseCookie(web.Cookie(c, web.CookieInteraction))
	row, unknown := h.Interactions.Find(ctx, id, tokens)
	var f *fault.Error
	if !errors.As(unknown, &f) {
		return row, unknown
	}
	token := models.NewToken()
	err := h.Interactions.TakeUp(ctx, id, token)
	if errors.Is(err, store.ErrNotFound) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	h.remember(c, tokens, token)
	return h.Interactions.Find(ctx, id, []string{token})
}

func (h *Handler) remember(c *fiber.Ctx, tokens []string, token string) {
	web.SetCookie(c, web.CookieInteraction, interaction.FormatCookie(tokens, token), interaction.CookieTTL)
}

func (h *Handler) proceed(c *fiber.Ctx, r *request.Request, row *models.Interaction) error {
	step, code, err := h.conclude(c.UserContext(), r, row)
	if err != nil {
		return h.fail(c, r, err)
	}
	if step == interaction.Issue {
		return h.respond(c, r, component.Value{Name: "code", Value: code})
	}
	if row != nil {
		return web.SeeOther(c, page(c, step, row.ID))
	}
	token := models.NewToken()
	row, err = h.store(c.UserContext(), r, step, token)
	if err != nil {
		return err
	}
	h.remember(c, interaction.ParseCookie(web.Cookie(c, web.CookieInteraction)), token)
	return web.SeeOther(c, page(c, step, row.ID))
}

func page(c *fiber.Ctx, step interaction.Step, id string) string {
	site := web.Site(c)
	switch step {
	case interaction.Register:
		return site.Register(id)
	case interaction.Consent:
		return site.Consent(id)
	case interaction.Continue:
		return site.Continue(id)
	case interaction.SignIn, interaction.SelectAccount, interaction.Issue:
	}
	return site.SignIn(id)
}

// fail redirects a protocol error to the validated redirect URI; without one, and
// for errors that do not concern the client, it returns the error for the error page.
func (h *Handler) fail(c *fiber.Ctx, r *request.Request, err error) error {
	var failure *protocol.Error
	if r == nil || !errors.As(err, &failure) {
		return err
	}
	return h.respondError(c, r, failure)
}
