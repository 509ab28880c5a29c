package consent

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/consent"
)

// Interactions are the authorization requests that users consent to.
type Interactions interface {
	// Current returns this browser's interaction, named in the page's address.
	Current(c *fiber.Ctx) (*models.Interaction, error)
	// Consented records the user's answer.
	Consented(ctx context.Context, records *store.Store, i *models.Interaction, userID string, agreed bool) error
}

// Requests computes what a stored request asks for.
type Requests interface {
	Asked(ctx context.Context, i *models.Interaction) ([]string, error)
}

// Handler serves the consent page.
type Handler struct {
	Interactions Interactions
	Requests     Requests
	Render       *web.Renderer
	// Resume returns where an interaction continues after a step.
	Resume func(c *fiber.Ctx, i *models.Interaction) string
}

// Mount adds the page. It runs behind web.SameOrigin.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("/consent", h.show)
	r.Post("/consent", h.answer)
}

// current returns the interaction and the session of the user.
func (h *Handler) current(c *fiber.Ctx) (*models.Interaction, *session.Current, error) {
	i, err := h.Interactions.Current(c)
	if err != nil {
		return nil, nil, err
	}
	current := session.From(c.UserContext())
	if current == nil {
		return nil, nil, fault.New(fault.Invalid, "session.not_found")
	}
	return i, current, nil
}

func (h *Handler) show(c *fiber.Ctx) error {
	i, current, err := h.current(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	application, err := tenant.From(ctx).Application(ctx, i.ApplicationID)
	if errors.Is(err, store.ErrNotFound) {
		return fault.New(fault.Invalid, "session.not_found").Because(err)
	}
	if err != nil {
		return fmt.Errorf("read application: %w", err)
	}
	scopes, err := h.Requests.Asked(ctx, i)
	if err != nil {
		return err
	}
	web.PreferLanguages(c, i.Params["ui_locales"])
	page := consent.ConsentPage(consent.ConsentProps{
		Action: web.Site(c).Consent(i.ID), Application: application.Name, Host: host(i.Params["redirect_uri"]),
		Person: component.Person{Name: current.User.DisplayName(), Identifier: current.User.Identifier()},
		Groups: consent.UserGroups(c.UserContext(), scopes),
	})
	return h.Render.HostedPage(c, fiber.StatusOK, page, i.Params["redirect_uri"])
}

func (h *Handler) answer(c *fiber.Ctx) error {
	i, current, err := h.current(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	switch form["action"] {
	case "switch":
		return web.SeeOther(c, web.Site(c).SignIn(i.ID))
	case "authorize", "cancel":
	default:
		return fault.New(fault.Invalid, "request.invalid_input")
	}
	ctx := c.UserContext()
	agreed := form["action"] == "authorize"
	if err := h.Interactions.Consented(ctx, tenant.From(ctx).Store, i, current.UserID, agreed); err != nil {
		return err
	}
	return web.SeeOther(c, h.Resume(c, i))
}

// host returns where the user will be sent; the scheme of a native app's URI without a host.
func host(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return ""
	}
	if u.Host == "" {
		return u.Scheme + ":"
	}
	return u.Host
}
