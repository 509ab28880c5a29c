package user

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
)

// shown is the user whom the address names. Fault: entity.not_found.
func (h *Console) shown(c *fiber.Ctx) (*models.User, error) {
	id := c.Params("id")
	if !canIdentify(id) {
		return nil, rule.OrMissing("such user", store.ErrNotFound)
	}
	user, err := tenant.From(c.UserContext()).Store.Users.Get(c.UserContext(), id)
	if err != nil {
		return nil, rule.OrMissing("user "+id, err)
	}
	return user, nil
}

func (h *Console) profile(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	form, err := view.FormOf(user)
	if err != nil {
		return err
	}
	props, err := profileProps(c, user, form)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.ProfilePage(props))
}

func (h *Console) update(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	changes, err := changesFrom(form)
	if err == nil {
		_, err = h.Update(c.UserContext(), tenant.From(c.UserContext()).Store, user.ID, changes)
	}
	if err != nil {
		return h.refuseProfile(c, user, form, err)
	}
	web.Flash(c, "console.user.saved")
	return web.Done(c, web.Console(c).User(user.ID))
}

// refuseProfile answers with the form as it was typed.
func (h *Console) refuseProfile(c *fiber.Ctx, user *models.User, form map[string]string, refused error) error {
	f := fault.From(refused)
	if !web.IsExpected(f) || f.Kind == fault.Missing {
		return refused
	}
	props, err := profileProps(c, user, form)
	if err != nil {
		return err
	}
	props.Errors = profileErrors(c.UserContext(), form, web.FieldErrors(c.UserContext(), f))
	return h.Render.Part(c, refusal(f), view.ProfilePage(props), view.ProfileForm(props))
}

func profileProps(c *fiber.Ctx, user *models.User, form map[string]string) (view.ProfilePageProps, error) {
	application, err := cameThrough(c.UserContext(), user)
	if err != nil {
		return view.ProfilePageProps{}, err
	}
	return view.ProfilePageProps{
		Details: view.DetailsOf(c.UserContext(), user, apiURL(c, user)), Application: application, Form: form,
	}, nil
}

// cameThrough names the application through which a user came; "" for none, or
// for one that has gone.
func cameThrough(ctx context.Context, user *models.User) (string, error) {
	if user.ApplicationID == nil {
		return "", nil
	}
	names, err := tenant.From(ctx).Store.Applications.Names(ctx, []string{*user.ApplicationID})
	if err != nil {
		return "", fmt.Errorf("name application: %w", err)
	}
	return names[*user.ApplicationID], nil
}

func apiURL(c *fiber.Ctx, user *models.User) string {
	return tenant.From(c.UserContext()).URL("/api/users/" + user.ID)
}
