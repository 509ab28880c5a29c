package web

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
)

// Refuse responds to a rejected form with the form as submitted and its problems by
// field: see FormProblems. show returns the page and the part that htmx replaces. An
// error that the user cannot correct is returned.
func (r *Renderer) Refuse(c *fiber.Ctx, refused error, show func(problems map[string]string) (page, part templ.Component),
	fields ...string,
) error {
	problems, err := FormProblems(c.UserContext(), refused, fields...)
	if err != nil {
		return err
	}
	page, part := show(problems)
	return r.Part(c, fiber.StatusUnprocessableEntity, page, part)
}
