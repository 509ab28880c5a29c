package web

import (
	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
)

// Refuse answers a form whose values were refused with the form as it was typed
// and what is wrong, by field: see FormProblems. show makes the page and the part
// that htmx replaces. An error that no input can mend is returned.
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
