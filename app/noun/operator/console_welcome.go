package operator

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/operator"
	"portico/views/href"
)

// Welcome lets the holder of a link become an operator. It stands in the tenant
// "admin", whose sign-in the new operator is signed in to at once.
type Welcome struct {
	*Service
	Sessions *session.Service
	Render   *web.Renderer
}

// Mount adds the page.
func (h *Welcome) Mount(r fiber.Router) {
	r.Get("/welcome", h.show)
	r.Post("/welcome", h.accept)
}

func (h *Welcome) show(c *fiber.Ctx) error {
	props, err := h.props(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.WelcomePage(props))
}

func (h *Welcome) props(c *fiber.Ctx) (view.WelcomeProps, error) {
	t := tenant.From(c.UserContext())
	if t.ID != models.TenantAdmin {
		return view.WelcomeProps{}, fault.New(fault.Missing, "entity.not_found")
	}
	token := c.Query("token")
	invitation, err := h.Find(c.UserContext(), t.Store, token)
	if err != nil {
		return view.WelcomeProps{}, err
	}
	return view.WelcomeProps{
		Action: web.Console(c).Welcome(token), Role: invitation.Role, IsFirst: invitation.IsSetUp,
		Policy: t.Settings.PasswordPolicy,
	}, nil
}

func (h *Welcome) accept(c *fiber.Ctx) error {
	props, err := h.props(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	user, err := h.Accept(ctx, records, c.Query("token"), Account{Username: form["username"], Password: form["newPassword"]})
	if err != nil {
		f := fault.From(err)
		if f.Kind != fault.Invalid && f.Kind != fault.Unprocessable {
			return err
		}
		props.Username, props.Errors = form["username"], onForm(web.FieldErrors(ctx, f))
		return h.Render.Page(c, fiber.StatusUnprocessableEntity, view.WelcomePage(props))
	}
	token, _, err := h.Sessions.Begin(ctx, records, user, []string{"pwd"}, session.From(ctx))
	if err != nil {
		return err
	}
	web.SetCookie(c, web.CookieSession, token, h.Sessions.Life(ctx))
	return web.SeeOther(c, href.ConsoleOf(models.TenantDefault).Home())
}

// onForm puts the error of the password where the page has it.
func onForm(texts map[string]string) map[string]string {
	if text, isThere := texts["password"]; isThere {
		delete(texts, "password")
		texts["newPassword"] = text
	}
	return texts
}
