package server

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/locales"
	"portico/views/console/start"
	"portico/views/layout"
)

// consoleErrors answers the errors of the console within its frame, where there
// is one: before somebody is signed in they are pages like all others.
func (s *Server) consoleErrors(c *fiber.Ctx) error {
	err := c.Next()
	if err == nil {
		return nil
	}
	if layout.ShellOf(c.UserContext()).Tenant == "" {
		return s.failPage(c, err)
	}
	f := pageFault(err)
	status := web.Status(f.Kind)
	s.report(c, status, err)
	c.Response().ResetBody()
	props := problem(c, f)
	return s.render.Part(c, status, start.ProblemPage(props), start.Problem(props))
}

func problem(c *fiber.Ctx, f *fault.Error) start.ProblemProps {
	ctx := c.UserContext()
	props := start.ProblemProps{
		Title: locales.T(ctx, "console.problem.failed"), Text: web.Message(ctx, f),
		RequestID: event.OriginFrom(ctx).RequestID,
	}
	if actor.From(ctx).Access == actor.None {
		props.Title, props.Text = locales.T(ctx, "console.problem.noRole"), locales.T(ctx, "console.problem.noRoleText")
		return props
	}
	if f.Code == web.CodeCrossOrigin {
		return props
	}
	switch f.Kind { //nolint:exhaustive // the others have no words of their own
	case fault.Missing:
		props.Title, props.Text = locales.T(ctx, "console.problem.missing"), locales.T(ctx, "console.problem.missingText")
	case fault.Forbidden:
		props.Title = locales.T(ctx, "console.problem.forbidden")
	}
	return props
}
