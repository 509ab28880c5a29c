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

// Welcome lets the holder of a link become an operator. It belongs to the tenant
// "admin", where the new operator is signed in immediately.
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
	shown, err := h.read(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.WelcomePage(shown))
}

// read reads the invitation of the link. Faults: entity.not_found, and that of Find.
func (h *Welcome) read(c *fiber.Ctx) (view.Welcome, error) {
	t := tenant.From(c.UserContext())
	if t.ID != models.TenantAdmin {
		return view.Welcome{}, fault.New(fault.Missing, "entity.not_found")
	}
	token := c.Query("token")
	invitation, err := h.Find(c.UserContext(), t.Store, token)
	if err != nil {
		return view.Welcome{}, err
	}
	return view.Welcome{
		Action: web.Console(c).Welcome(token), Role: invitation.Role, IsFirst: invitation.IsSetUp,
		Policy: t.Settings.PasswordPolicy,
	}, nil
}

func (h *Welcome) accept(c *fiber.Ctx) error {
	shown, err := h.read(c)
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
		if shown.Errors, err = web.FormProblems(ctx, err, "username", "password"); err != nil {
			return err
		}
		if problem := shown.Errors["password"]; problem != "" {
			delete(shown.Errors, "password")
			shown.Errors["newPassword"] = problem
		}
		shown.Username = form["username"]
		return h.Render.Page(c, fiber.StatusUnprocessableEntity, view.WelcomePage(shown))
	}
	token, _, err := h.Sessions.Begin(ctx, records, user, []string{"pwd"}, session.From(ctx))
	if err != nil {
		return err
	}
	web.SetCookie(c, web.CookieSession, token, h.Sessions.Life(ctx))
	return web.SeeOther(c, href.ConsoleOf(models.TenantDefault).Home())
}
