package consent

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/views/component"
	"portico/views/consent"
)

// Handler serves the consent page and its API.
type Handler struct {
	*Service
	// Current returns this browser's interaction: the one named in the address, or the newest.
	Current func(c *fiber.Ctx) (*models.Interaction, error)
	// Resume returns where an interaction continues after a step.
	Resume func(c *fiber.Ctx, i *models.Interaction) string
	Render *web.Renderer
}

// Mount adds the page. It runs behind web.SameOrigin.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("/consent", h.show)
	r.Post("/consent", h.answer)
}

// prompt returns what this browser's user is asked.
func (h *Handler) prompt(c *fiber.Ctx) (*Prompt, error) {
	i, err := h.Current(c)
	if err != nil {
		return nil, err
	}
	current := session.From(c.UserContext())
	if current == nil {
		return nil, fault.New(fault.Invalid, "session.not_found")
	}
	return h.Prompt(c.UserContext(), i, current)
}

// show shows the page, or the part of it that says what a chosen organization gives.
func (h *Handler) show(c *fiber.Ctx) error {
	p, err := h.prompt(c)
	if err != nil {
		return err
	}
	web.PreferLanguages(c, p.Interaction.Params["ui_locales"])
	asked := picked{id: c.Query("organization"), query: c.Query("q"), page: c.QueryInt("page")}
	return h.page(c, fiber.StatusOK, p, asked, "")
}

func (h *Handler) page(c *fiber.Ctx, status int, p *Prompt, asked picked, problem string) error {
	ctx := c.UserContext()
	picker, err := p.picker(ctx, tenant.From(ctx).Store, web.Site(c).Consent(p.Interaction.ID), asked)
	if err != nil {
		return err
	}
	c.Append(fiber.HeaderVary, web.HeaderHTMXRequest)
	if web.IsPart(c) && picker != nil {
		return h.Render.Page(c, status, consent.ChosenOrganization(picker.Chosen))
	}
	page := consent.ConsentPage(consent.ConsentProps{
		Action: web.Site(c).Consent(p.Interaction.ID), Digest: p.Digest(),
		Application: p.Name(), Logo: component.Logo{URL: p.Experience.Branding.LogoURL, DarkURL: p.Experience.Branding.DarkLogoURL},
		Host:   host(p.RedirectURI()),
		Person: component.Person{Name: p.User.DisplayName(), Identifier: p.User.Identifier()},
		Groups: consent.Groups(ctx, p.UserScopes(), p.Personal()), Picker: picker, Problem: problem,
		AccountURL: web.Site(c).AccountApplications(), TermsURL: p.Experience.TermsOfUseURL, PrivacyURL: p.Experience.PrivacyPolicyURL,
	})
	return h.Render.HostedPage(c, status, page, web.Outside{
		RedirectURI: p.RedirectURI(),
		Images:      []string{p.Experience.Branding.LogoURL, p.Experience.Branding.DarkLogoURL},
	})
}

func (h *Handler) answer(c *fiber.Ctx) error {
	p, err := h.prompt(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	web.PreferLanguages(c, p.Interaction.Params["ui_locales"])
	if form["action"] == "switch" {
		return web.SeeOther(c, web.Site(c).SignIn(p.Interaction.ID))
	}
	asked := picked{id: form["organization"]}
	switch form["action"] {
	case "show":
		address := web.Site(c).Consent(p.Interaction.ID) + "&organization=" + url.QueryEscape(asked.id)
		return web.SeeOther(c, address)
	case "authorize", "cancel":
	default:
		return fault.New(fault.Invalid, "request.invalid_input")
	}
	if form["prompt"] != p.Digest() {
		return h.page(c, fiber.StatusUnprocessableEntity, p, asked, "consent.problem.changed")
	}
	return h.decide(c, p, form["action"] == "authorize", asked)
}

// decide records the answer. An organization that cannot be chosen (any more) leads
// back to the page.
func (h *Handler) decide(c *fiber.Ctx, p *Prompt, isAgreed bool, asked picked) error {
	err := h.Answer(c.UserContext(), p, isAgreed, asked.ids())
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Unprocessable {
		if p, err = h.prompt(c); err != nil {
			return err
		}
		return h.page(c, fiber.StatusUnprocessableEntity, p, picked{}, "consent.problem.organization")
	}
	if err != nil {
		return err
	}
	return web.SeeOther(c, h.Resume(c, p.Interaction))
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
