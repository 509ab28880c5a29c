package user

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/fault"
	"portico/app/password"
	"portico/app/tenant"
	"portico/app/web"
	"portico/models"
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
	made, err := h.setPassword(c.UserContext(), user, form["password"])
	if err != nil {
		f := fault.From(err)
		if !web.IsExpected(f) || f.Kind == fault.Missing {
			return err
		}
		props := passwordProps(c, user)
		props.Errors = web.FieldErrors(c.UserContext(), f)
		return h.Render.Page(c, fiber.StatusUnprocessableEntity, view.PasswordPage(props))
	}
	if made == "" {
		web.Flash(c, "console.user.passwordDone")
		return web.Done(c, web.Console(c).User(user.ID))
	}
	return h.Render.Page(c, fiber.StatusOK, view.MadePasswordPage(view.MadePasswordProps{User: user, Password: made}))
}

// setPassword gives a user the password that is typed, or one that it makes.
func (h *Console) setPassword(ctx context.Context, user *models.User, typed string) (made string, err error) {
	records := tenant.From(ctx).Store
	if typed == "" {
		made, err = h.GeneratePassword(ctx, records, password.Person{
			Username: text(user.Username), Email: text(user.PrimaryEmail),
			Phone: text(user.PrimaryPhone), Name: text(user.Name),
		})
		if err != nil {
			return "", err
		}
		typed = made
	}
	return made, h.SetPassword(ctx, records, user.ID, typed)
}

func passwordProps(c *fiber.Ctx, user *models.User) view.PasswordPageProps {
	return view.PasswordPageProps{
		User: user, Policy: tenant.From(c.UserContext()).Settings.PasswordPolicy, APIURL: apiURL(c, user),
	}
}
