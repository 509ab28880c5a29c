package experience

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/experience"
)

// Handler serves the pages.
type Handler struct {
	*Service
	Render *web.Renderer
	// Resume returns where an interaction continues after a step.
	Resume func(c *fiber.Ctx, i *models.Interaction) string
	// InvitedTo returns the name of the organization of an invitation link's token; a
	// fault of the kind fault.Missing if it cannot be used.
	InvitedTo func(ctx context.Context, records *store.Store, token string) (string, error)
}

// Mount adds the pages. They run behind web.SameOrigin.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("/sign-in", h.showSignIn)
	r.Post("/sign-in", h.signIn)
	r.Get("/continue", h.showContinue)
	r.Post("/continue", h.continueAs)
	r.Get("/register", h.showRegister)
	r.Post("/register", h.register)
}

// screen is an interaction with what its pages show about the application.
type screen struct {
	// interaction has no id if the user signs in for a page of this site, an invitation's
	// or the account's: then there is no authorization request to answer.
	interaction *models.Interaction
	application string // the name of what the user signs in to
	redirectURI string
	invitation  string // the token of the invitation; "" for none
	account     string // the path of the account's page; "" for none
}

// isLocal reports whether there is no authorization request to answer.
func (s screen) isLocal() bool { return s.interaction.ID == "" }

func (h *Handler) screen(c *fiber.Ctx) (screen, error) {
	if token := c.Query("invitation"); token != "" {
		organization, err := h.InvitedTo(c.UserContext(), tenant.From(c.UserContext()).Store, token)
		return screen{interaction: &models.Interaction{}, application: organization, invitation: token}, err
	}
	if path := c.Query("account"); path != "" {
		if _, ok := web.Site(c).AccountPage(path); !ok {
			return screen{}, fault.New(fault.Invalid, "request.invalid_input")
		}
		return screen{interaction: &models.Interaction{}, application: tenant.From(c.UserContext()).Name, account: path}, nil
	}
	i, err := h.Interactions.Current(c)
	if err != nil {
		return screen{}, err
	}
	application, err := tenant.From(c.UserContext()).Application(c.UserContext(), i.ApplicationID)
	if errors.Is(err, store.ErrNotFound) {
		return screen{}, fault.New(fault.Invalid, "session.not_found").Because(err)
	}
	if err != nil {
		return screen{}, fmt.Errorf("read application: %w", err)
	}
	web.PreferLanguages(c, i.Params["ui_locales"])
	return screen{interaction: i, application: application.Name, redirectURI: i.Params["redirect_uri"]}, nil
}

// The addresses of a screen: its own pages, and where it continues.

func (s screen) signInURL(c *fiber.Ctx) string {
	switch {
	case s.invitation != "":
		return web.Site(c).SignInToJoin(s.invitation)
	case s.account != "":
		return web.Site(c).SignInToAccount(s.account)
	}
	return web.Site(c).SignIn(s.interaction.ID)
}

func (s screen) registerURL(c *fiber.Ctx) string {
	switch {
	case s.invitation != "":
		return web.Site(c).RegisterToJoin(s.invitation)
	case s.account != "":
		return web.Site(c).RegisterToAccount(s.account)
	}
	return web.Site(c).Register(s.interaction.ID)
}

// next returns where the browser goes next; an invitation and the account only return
// to their own pages.
func (h *Handler) next(c *fiber.Ctx, s screen) string {
	if s.invitation != "" {
		return web.Site(c).Invitation(s.invitation)
	}
	if page, ok := web.Site(c).AccountPage(s.account); ok {
		return page
	}
	return h.Resume(c, s.interaction)
}

// page renders a page of the screen; forms of an interaction may end at the application.
func (h *Handler) page(c *fiber.Ctx, status int, page templ.Component, s screen) error {
	if s.isLocal() {
		return h.Render.Page(c, status, page)
	}
	return h.Render.HostedPage(c, status, page, web.Outside{RedirectURI: s.redirectURI})
}

func (h *Handler) showSignIn(c *fiber.Ctx) error {
	s, err := h.screen(c)
	if err != nil {
		return err
	}
	props := h.signInProps(c, s)
	props.Identifier = s.interaction.Params["login_hint"]
	return h.page(c, fiber.StatusOK, experience.SignInPage(props), s)
}

func (h *Handler) signInProps(c *fiber.Ctx, s screen) experience.SignInProps {
	props := experience.SignInProps{Action: s.signInURL(c), Application: s.application}
	if tenant.From(c.UserContext()).Settings.SignInMode == models.SignInAndRegister {
		props.RegisterURL = s.registerURL(c)
	}
	if current := session.From(c.UserContext()); current != nil && mayContinue(s.interaction) {
		props.Account = &component.Person{Name: current.User.DisplayName(), Identifier: current.User.Identifier()}
	}
	return props
}

// mayContinue: only a client that asks for a choice of accounts leaves the
// person the session that is there; the others reach this page because that
// session does not do.
func mayContinue(i *models.Interaction) bool {
	prompts := strings.Fields(i.Params["prompt"])
	asksProof := slices.Contains(prompts, "login") || i.Params["max_age"] != "" || i.Params["id_token_hint"] != ""
	return slices.Contains(prompts, "select_account") && !asksProof
}

func (h *Handler) signIn(c *fiber.Ctx) error {
	s, err := h.screen(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if form["action"] == "continue" && mayContinue(s.interaction) {
		if err := h.Continue(c.UserContext(), s.interaction); err != nil {
			return err
		}
		return web.SeeOther(c, h.next(c, s))
	}
	credentials := Credentials{Identifier: form["identifier"], Password: form["password"], NewPassword: form[fieldNewPassword]}
	token, err := h.SignIn(c.UserContext(), s.interaction, credentials)
	if err != nil {
		return h.refuseSignIn(c, s, credentials, err)
	}
	return h.signedIn(c, s, token)
}

func (h *Handler) refuseSignIn(c *fiber.Ctx, s screen, credentials Credentials, err error) error {
	f := fault.From(err)
	if !web.IsExpected(f) {
		return err
	}
	props := h.signInProps(c, s)
	props.Identifier, props.Errors = credentials.Identifier, web.FieldErrors(c.UserContext(), f)
	if f.Code == codePasswordExpired || credentials.NewPassword != "" {
		props.Renewal = &tenant.From(c.UserContext()).Settings.PasswordPolicy
	}
	retryAfter(c, f)
	return h.page(c, web.Status(f.Kind), experience.SignInPage(props), s)
}

func (h *Handler) showRegister(c *fiber.Ctx) error {
	s, err := h.screen(c)
	if err != nil {
		return err
	}
	if tenant.From(c.UserContext()).Settings.SignInMode != models.SignInAndRegister {
		return web.SeeOther(c, s.signInURL(c))
	}
	props := h.registerProps(c, s)
	props.Identifier = s.interaction.Params["login_hint"]
	return h.page(c, fiber.StatusOK, experience.RegisterPage(props), s)
}

func (h *Handler) registerProps(c *fiber.Ctx, s screen) experience.RegisterProps {
	return experience.RegisterProps{
		Action: s.registerURL(c), Application: s.application, SignInURL: s.signInURL(c),
		Policy: tenant.From(c.UserContext()).Settings.PasswordPolicy,
	}
}

func (h *Handler) register(c *fiber.Ctx) error {
	s, err := h.screen(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	account := Account{Username: form["identifier"], Password: form["newPassword"]}
	token, err := h.Register(c.UserContext(), s.interaction, account)
	if err != nil {
		f := fault.From(err)
		if !web.IsExpected(f) {
			return err
		}
		props := h.registerProps(c, s)
		props.Identifier, props.Errors = account.Username, onRegisterForm(web.FieldErrors(c.UserContext(), f))
		retryAfter(c, f)
		return h.page(c, web.Status(f.Kind), experience.RegisterPage(props), s)
	}
	return h.signedIn(c, s, token)
}

// onRegisterForm maps the errors of a user's fields to the form's fields.
func onRegisterForm(texts map[string]string) map[string]string {
	inputs := map[string]string{"username": "identifier", "password": "newPassword"}
	placed := make(map[string]string, len(texts))
	for field, text := range texts {
		if input, ok := inputs[field]; ok {
			field = input
		}
		placed[field] = text
	}
	return placed
}

// signedIn sets the session cookie and continues with the request.
func (h *Handler) signedIn(c *fiber.Ctx, s screen, token string) error {
	web.SetCookie(c, web.CookieSession, token, h.Sessions.Life(c.UserContext()))
	return web.SeeOther(c, h.next(c, s))
}

// retryAfter sets Retry-After for programs; the page says it to people.
func retryAfter(c *fiber.Ctx, f *fault.Error) {
	if f.Kind == fault.Limited {
		c.Set(fiber.HeaderRetryAfter, "1")
	}
}
