package user

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/password"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
)

func (h *Console) askPassword(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.PasswordPage(passwordProps(c, user)))
}

// resetPassword answers with a password that it made itself: it is shown this once.
func (h *Console) resetPassword(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	made, err := h.reset(c.UserContext(), user, form)
	if err != nil {
		f := fault.From(err)
		if !web.IsExpected(f) || f.Kind == fault.Missing {
			return err
		}
		props := passwordProps(c, user)
		props.IsTyped, props.Errors = isTyped(form), web.FieldErrors(c.UserContext(), f)
		return h.Render.Page(c, refusal(f), view.PasswordPage(props))
	}
	if made == "" {
		web.Flash(c, "console.user.passwordDone")
		return web.Done(c, web.Console(c).User(user.ID))
	}
	return h.Render.Page(c, fiber.StatusOK, view.MadePasswordPage(view.MadePasswordProps{User: user, Password: made}))
}

// reset gives a user the password that a form asks for.
func (h *Console) reset(ctx context.Context, user *models.User, form map[string]string) (made string, err error) {
	records := tenant.From(ctx).Store
	chosen, made, err := h.passwordFrom(ctx, records, form, password.Person{
		Username: text(user.Username), Email: text(user.PrimaryEmail),
		Phone: text(user.PrimaryPhone), Name: text(user.Name),
	})
	if err != nil {
		return "", err
	}
	return made, h.SetPassword(ctx, records, user.ID, chosen)
}

// passwordFrom is the password that an operator typed, or one that is made and
// returned as made, too.
func (h *Console) passwordFrom(ctx context.Context, records *store.Store, form map[string]string, about password.Person) (
	chosen, made string, err error,
) {
	if !isTyped(form) {
		made, err = h.GeneratePassword(ctx, records, about)
		return made, made, err
	}
	if form["password"] == "" {
		return "", "", refuseEmpty(ctx, records)
	}
	return form["password"], "", nil
}

func isTyped(form map[string]string) bool {
	return form[view.FieldPasswordSource] == view.PasswordTyped
}

func passwordProps(c *fiber.Ctx, user *models.User) view.PasswordPageProps {
	return view.PasswordPageProps{
		User: user, Policy: tenant.From(c.UserContext()).Settings.PasswordPolicy, APIURL: apiURL(c, user),
	}
}
