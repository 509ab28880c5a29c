package user

import (
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/user"
)

// fieldSuspended says whether to suspend the user, "true" or "false": submitting the
// form twice has the same effect as once.
const fieldSuspended = "isSuspended"

func (h *Console) suspension(c *fiber.Ctx) (web.Question, error) {
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	isSuspended := !details.User.IsSuspended
	if c.Method() == fiber.MethodPost {
		form, err := web.Form(c)
		if err != nil {
			return web.Question{}, err
		}
		isSuspended = form[fieldSuspended] == "true"
	}
	ctx, id, data := c.UserContext(), details.User.ID, locales.Data{"Name": details.Title}
	question := web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.user.suspendTitle", data), Text: locales.T(ctx, "console.user.suspendText"),
			Label: locales.T(ctx, "console.user.suspend"), CancelURL: details.URL,
			Fields: []component.Value{{Name: fieldSuspended, Value: strconv.FormatBool(isSuspended)}},
		},
		Page: details.ConfirmPage, Done: "console.user.suspendDone",
		Act: func(ctx context.Context, records *store.Store) error { return h.Suspend(ctx, records, id, isSuspended) },
	}
	if !isSuspended {
		question.Title, question.Text = locales.T(ctx, "console.user.letInTitle", data), locales.T(ctx, "console.user.letInText")
		question.Label, question.IsHarmless, question.Done = locales.T(ctx, "console.user.letIn"), true, "console.user.letInDone"
	}
	return question, nil
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx := c.UserContext()
	return web.Deletion(details.Record, view.TabProfile, component.ConfirmProps{
		Title: locales.T(ctx, "console.user.removeTitle", locales.Data{"Name": details.Title}),
		Text:  locales.T(ctx, "console.user.removeText"), Label: locales.T(ctx, "console.user.remove"),
	}, "console.user.removeDone", web.Console(c).Users(), func(ctx context.Context, records *store.Store) error {
		return h.Delete(ctx, records, details.User.ID)
	}), nil
}
