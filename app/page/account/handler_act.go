package account

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models/store"
	view "portico/views/account"
)

// recent is how long after a sign-in a person may act without the password.
const recent = 10 * time.Minute

// act is something that a person confirms.
type act struct {
	view.ConfirmProps
	do func(ctx context.Context, records *store.Store) error
	// done and gone are where the browser goes next: gone if there was nothing to do.
	done, gone string
}

// mountAct serves an act at a path: GET asks, POST acts.
func (h *Handler) mountAct(r fiber.Router, path string, read func(*fiber.Ctx) (act, error)) {
	r.Get(path, func(c *fiber.Ctx) error {
		a, err := read(c)
		if err != nil {
			return orGone(c, a, err)
		}
		return h.ask(c, fiber.StatusOK, a)
	})
	r.Post(path, func(c *fiber.Ctx) error {
		a, err := read(c)
		if err != nil {
			return orGone(c, a, err)
		}
		if err := h.prove(c); err != nil {
			return h.askAgain(c, a, err)
		}
		if err := a.do(c.UserContext(), tenant.From(c.UserContext()).Store); err != nil {
			return orGone(c, a, err)
		}
		return web.SeeOther(c, a.done)
	})
}

// orGone goes on if what an act is about is not there: another tab may have acted.
func orGone(c *fiber.Ctx, a act, err error) error {
	if a.gone != "" && fault.From(err).Kind == fault.Missing {
		return web.SeeOther(c, a.gone)
	}
	return err
}

func (h *Handler) ask(c *fiber.Ctx, status int, a act) error {
	a.Action, a.SignInURL, a.Proof = web.Address(c), signInURL(c), h.proof(c)
	return h.Render.Page(c, status, view.ConfirmPage(a.ConfirmProps))
}

// proof is what the person has to show before they may act.
func (h *Handler) proof(c *fiber.Ctx) view.Proof {
	current := session.From(c.UserContext())
	switch {
	case h.Now().Sub(time.UnixMilli(current.AuthTime)) < recent:
		return view.ProofNone
	case current.User.PasswordHash == "":
		return view.ProofSignIn
	}
	return view.ProofPassword
}

// Codes of faults that say that the person is not proven.
const (
	codeWrongPassword = "session.invalid_credentials"
	codeNotRecent     = "session.not_recent"
)

// prove verifies what the person shows.
func (h *Handler) prove(c *fiber.Ctx) error {
	unproven := fault.New(fault.Unprocessable, codeNotRecent)
	switch h.proof(c) {
	case view.ProofNone:
		return nil
	case view.ProofSignIn:
		return unproven
	case view.ProofPassword:
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if form["password"] == "" {
		return unproven
	}
	ctx := c.UserContext()
	return h.Passwords.VerifyPassword(ctx, tenant.From(ctx).Store, session.From(ctx).UserID, form["password"])
}

// askAgain asks again after a failed proof; nothing has been done.
func (h *Handler) askAgain(c *fiber.Ctx, a act, err error) error {
	f := fault.From(err)
	if !web.IsExpected(f) || f.Kind == fault.Missing {
		return err
	}
	ctx := c.UserContext()
	a.Errors = web.FieldErrors(ctx, f)
	switch f.Code {
	case codeWrongPassword:
		a.Errors = map[string]string{"password": locales.T(ctx, "account.confirm.wrongPassword")}
	case codeNotRecent:
		a.Errors = map[string]string{"": locales.T(ctx, "account.confirm.notRecent")}
	}
	if f.Kind == fault.Limited {
		c.Set(fiber.HeaderRetryAfter, "1")
	}
	return h.ask(c, web.Status(f.Kind), a)
}
