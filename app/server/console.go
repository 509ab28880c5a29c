package server

import (
	"cmp"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/locales"
	"portico/views/console/start"
	"portico/views/layout"
)

// failConsole shows an error within the console's frame if there is one; before
// sign-in it is an ordinary page.
func (s *Server) failConsole(c *fiber.Ctx, err error) error {
	if layout.ShellOf(c.UserContext()).Tenant == "" {
		return s.failPage(c, err)
	}
	f := faultOf(err)
	props := problem(c, f)
	return s.render.Part(c, cmp.Or(routingStatus(err), web.Status(f.Kind)), start.ProblemPage(props), start.Problem(props))
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
	switch f.Kind { //nolint:exhaustive // the others have no texts of their own
	case fault.Missing:
		props.Title, props.Text = locales.T(ctx, "console.problem.missing"), locales.T(ctx, "console.problem.missingText")
	case fault.Forbidden:
		props.Title = locales.T(ctx, "console.problem.forbidden")
	}
	return props
}
