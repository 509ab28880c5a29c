package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	"portico/views/layout"
)

// Question asks for confirmation before an act that cannot be undone.
type Question struct {
	// ConfirmProps configures the question; CSRF is filled in, and so is Action if it is
	// "": the form then goes to the question's own address. A Name must be typed.
	component.ConfirmProps
	// Page draws the page around it if it is not shown in a dialog.
	Page func(component.ConfirmProps) templ.Component
	Act  func(ctx context.Context, records *store.Store) error
	// Done is the message id of the confirmation.
	Done string
	// NextURL is where the browser goes next; "" means CancelURL.
	NextURL string
}

// MountQuestion serves a question at a path to actors with Change: GET asks, POST acts.
// read builds the question from the request.
func (r *Renderer) MountQuestion(router fiber.Router, path string, read func(*fiber.Ctx) (Question, error)) {
	router.Get(path, Require(actor.Change), func(c *fiber.Ctx) error {
		question, err := read(c)
		if err != nil {
			return err
		}
		return r.ask(c, fiber.StatusOK, question)
	})
	router.Post(path, func(c *fiber.Ctx) error {
		question, err := read(c)
		if err != nil {
			return err
		}
		return r.act(c, question)
	})
}

func (r *Renderer) ask(c *fiber.Ctx, status int, question Question) error {
	question.CSRF = layout.CSRFField()
	if question.Action == "" {
		question.Action = Address(c)
	}
	return r.Part(c, status, question.Page(question.ConfirmProps), component.Confirm(question.ConfirmProps))
}

func (r *Renderer) act(c *fiber.Ctx, question Question) error {
	form, err := Form(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if question.Name != "" && strings.TrimSpace(form["confirm"]) != strings.TrimSpace(question.Name) {
		question.Error = locales.T(ctx, "component.confirm.mismatch")
		return r.ask(c, fiber.StatusUnprocessableEntity, question)
	}
	if err := question.Act(ctx, tenant.From(ctx).Store); err != nil {
		problems, err := FormProblems(ctx, err)
		if err != nil {
			return err
		}
		question.Error = problems[""]
		return r.ask(c, fiber.StatusUnprocessableEntity, question)
	}
	Flash(c, question.Done)
	if question.NextURL == "" {
		question.NextURL = question.CancelURL
	}
	return Done(c, question.NextURL)
}
