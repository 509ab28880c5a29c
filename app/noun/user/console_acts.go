package user

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/user"
	"portico/views/layout"
)

// fieldSuspended says whether a user shall be suspended, "true" or "false": a
// form that is sent twice does the same twice.
const fieldSuspended = "isSuspended"

// mountActs adds what asks before it is done.
func (h *Console) mountActs(users fiber.Router, change fiber.Handler) {
	users.Get("/:id/suspension", change, h.askSuspension)
	users.Post("/:id/suspension", h.suspend)
	users.Get("/:id/delete", change, h.askDelete)
	users.Post("/:id/delete", h.remove)
}

// ask shows the question before an act.
func (h *Console) ask(c *fiber.Ctx, status int, user *models.User, props component.ConfirmProps) error {
	page := view.ConfirmPage("user-confirm-page", user.DisplayName(), props)
	return h.Render.Part(c, status, page, component.Confirm(props))
}

// refuse asks again, with what spoke against the act.
func (h *Console) refuse(c *fiber.Ctx, user *models.User, props component.ConfirmProps, refused error) error {
	f := fault.From(refused)
	if f.Kind != fault.Unprocessable {
		return refused
	}
	props.Error = web.Message(c.UserContext(), f)
	return h.ask(c, fiber.StatusUnprocessableEntity, user, props)
}

func (h *Console) askSuspension(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, user, suspensionProps(c, user, !user.IsSuspended))
}

func (h *Console) suspend(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	ctx, isSuspended := c.UserContext(), form[fieldSuspended] == "true"
	if err := h.Suspend(ctx, tenant.From(ctx).Store, user.ID, isSuspended); err != nil {
		return h.refuse(c, user, suspensionProps(c, user, isSuspended), err)
	}
	if isSuspended {
		web.Flash(c, "console.user.suspendDone")
	} else {
		web.Flash(c, "console.user.letInDone")
	}
	return web.Done(c, web.Console(c).User(user.ID))
}

func suspensionProps(c *fiber.Ctx, user *models.User, isSuspended bool) component.ConfirmProps {
	ctx, site, data := c.UserContext(), web.Console(c), locales.Data{"Name": user.DisplayName()}
	value := component.Value{Name: fieldSuspended, Value: strconv.FormatBool(isSuspended)}
	props := component.ConfirmProps{
		Title: locales.T(ctx, "console.user.suspendTitle", data), Text: locales.T(ctx, "console.user.suspendText"),
		Label: locales.T(ctx, "console.user.suspend"), Action: site.UserSuspension(user.ID), CancelURL: site.User(user.ID),
		CSRF: templ.Join(layout.CSRFField(), component.Hidden([]component.Value{value})),
	}
	if !isSuspended {
		props.Title, props.Text = locales.T(ctx, "console.user.letInTitle", data), locales.T(ctx, "console.user.letInText")
		props.Label, props.IsHarmless = locales.T(ctx, "console.user.letIn"), true
	}
	return props
}

func (h *Console) askDelete(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, user, deleteProps(c, user))
}

func (h *Console) remove(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	ctx, props := c.UserContext(), deleteProps(c, user)
	if line(form, "confirm") != props.Name {
		props.Error = locales.T(ctx, "component.confirm.mismatch")
		return h.ask(c, fiber.StatusUnprocessableEntity, user, props)
	}
	if err := h.Delete(ctx, tenant.From(ctx).Store, user.ID); err != nil {
		return h.refuse(c, user, props, err)
	}
	web.Flash(c, "console.user.removeDone")
	return web.Done(c, web.Console(c).Users())
}

func deleteProps(c *fiber.Ctx, user *models.User) component.ConfirmProps {
	ctx, site := c.UserContext(), web.Console(c)
	return component.ConfirmProps{
		Title:  locales.T(ctx, "console.user.removeTitle", locales.Data{"Name": user.DisplayName()}),
		Text:   locales.T(ctx, "console.user.removeText"),
		Action: site.UserDelete(user.ID), CancelURL: site.User(user.ID), Label: locales.T(ctx, "console.user.remove"),
		Name: confirmedBy(user), CSRF: layout.CSRFField(),
	}
}

// confirmedBy is what is typed to delete a user: the display name, without the
// space around it, which nobody sees.
func confirmedBy(user *models.User) string {
	if name := strings.TrimSpace(user.DisplayName()); name != "" {
		return name
	}
	return user.ID
}
