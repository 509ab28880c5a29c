package user

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/password"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
)

func (h *Console) new(c *fiber.Ctx) (web.FormPage[view.New], error) {
	ctx, t, site := c.UserContext(), tenant.From(c.UserContext()), web.Console(c)
	var created *models.User
	var made string
	return web.FormPage[view.New]{
		Values: view.New{Password: view.Password{Policy: t.Settings.PasswordPolicy}}, Form: view.NewForm,
		Page: view.NewPage(ctx, t.URL("/api/users")).With, Done: "console.users.createdDone",
		FieldNames: []string{"username", "primaryEmail", "primaryPhone", "name", "password"},
		Read: func(typed web.Fields, user *view.New) {
			user.Username, user.Email = typed.Line("username"), typed.Line("primaryEmail")
			user.Phone, user.Name = typed.Line("primaryPhone"), typed.Line("name")
			readPassword(typed, &user.Password)
		},
		Save: func(ctx context.Context, records *store.Store, user view.New) (_ string, err error) {
			if created, made, err = h.create(ctx, records, user); err != nil {
				return "", err
			}
			return site.User(created.ID), nil
		},
		Once: func() templ.Component { return madePage(created, made, true) },
	}, nil
}

// create creates a user from an operator's input, which counts as verified, and
// returns the password if it was generated. The API allows users without an
// identifier; in a form that is a mistake.
func (h *Console) create(ctx context.Context, records *store.Store, typed view.New) (user *models.User, made string, err error) {
	if typed.Username == "" && typed.Email == "" && typed.Phone == "" {
		return nil, "", rule.Invalid("username", "console.users.identifierMissing", "is missing, like address and number")
	}
	chosen, made, err := h.choose(ctx, records, typed.Password, password.Person{
		Username: typed.Username, Email: typed.Email, Phone: typed.Phone, Name: typed.Name,
	})
	if err != nil {
		return nil, "", err
	}
	user, err = h.Create(ctx, records, New{
		Username: typed.Username, Email: typed.Email, Phone: typed.Phone, Name: typed.Name, Password: chosen,
		EmailVerified: true, PhoneVerified: true,
	})
	return user, made, err
}

func (h *Console) password(c *fiber.Ctx) (web.FormPage[view.Password], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[view.Password]{}, err
	}
	ctx, user, made := c.UserContext(), details.User, ""
	return web.FormPage[view.Password]{
		Values: view.Password{Policy: tenant.From(ctx).Settings.PasswordPolicy}, Form: details.PasswordForm,
		Page: details.PasswordPage(ctx).With, Done: "console.user.passwordDone", FieldNames: []string{"password"}, Read: readPassword,
		Save: func(ctx context.Context, records *store.Store, typed view.Password) (_ string, err error) {
			var chosen string
			if chosen, made, err = h.choose(ctx, records, typed, personOf(user)); err != nil {
				return "", err
			}
			return details.URL, h.SetPassword(ctx, records, user.ID, chosen)
		},
		Once: func() templ.Component { return madePage(user, made, false) },
	}, nil
}

func readPassword(typed web.Fields, chosen *view.Password) {
	chosen.IsTyped, chosen.Typed = typed.Get(view.FieldPasswordSource) == view.PasswordTyped, typed.Get("password")
}

// choose returns the password that an operator typed, or a generated one, which it
// also returns as made.
func (h *Console) choose(ctx context.Context, records *store.Store, typed view.Password, about password.Person) (chosen, made string, err error) {
	if !typed.IsTyped {
		made, err = h.GeneratePassword(ctx, records, about)
		return made, made, err
	}
	if typed.Typed == "" {
		return "", "", refuseEmpty(ctx, records)
	}
	return typed.Typed, "", nil
}

// madePage shows a generated password; nil if there is none.
func madePage(user *models.User, made string, isNew bool) templ.Component {
	if made == "" {
		return nil
	}
	return view.MadePasswordPage(user, made, isNew)
}
