package experience

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/views/component"
	"portico/views/experience"
)

// showContinue asks whether to use the browser's session. Pages of this site do not
// need it: they use the session themselves.
func (h *Handler) showContinue(c *fiber.Ctx) error {
	s, err := h.screen(c)
	if err != nil {
		return err
	}
	current := session.From(c.UserContext())
	if current == nil || s.isLocal() {
		return web.SeeOther(c, s.signInURL(c))
	}
	return h.page(c, fiber.StatusOK, experience.ContinuePage(experience.ContinueProps{
		Action: web.Site(c).Continue(s.interaction.ID), Application: s.application, SignInURL: s.signInURL(c),
		Account: component.Person{Name: current.User.DisplayName(), Identifier: current.User.Identifier()},
	}), s)
}

// continueAs continues with that session. Whether it is enough for the request, or the
// user must authenticate again, is decided afterwards.
func (h *Handler) continueAs(c *fiber.Ctx) error {
	s, err := h.screen(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if form["action"] != "continue" || s.isLocal() {
		return fault.New(fault.Invalid, "request.invalid_input")
	}
	if err := h.Continue(c.UserContext(), s.interaction); err != nil {
		return err
	}
	return web.SeeOther(c, h.next(c, s))
}
