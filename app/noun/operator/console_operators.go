package operator

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/operator"
	"portico/views/layout"
)

// Console serves the pages of the operators.
type Console struct {
	*Service
	// Records are those of the tenant "admin".
	Records *store.Store
	Render  *web.Renderer
	// Link is the public address at which an invitation's token is accepted.
	Link func(token string) string
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	operators := r.Group("/operators", web.Require(actor.Administer))
	operators.Get("", h.list)
	operators.Get("/invite", h.askRole)
	operators.Post("/invite", h.invite)
	operators.Post("/invitations/:id/revoke", h.revoke)
	operators.Post("/:id/role", h.setRole)
	operators.Get("/:id/remove", h.confirm)
	operators.Post("/:id/remove", h.remove)
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	operators, err := h.Records.Operators.List(ctx)
	if err != nil {
		return err
	}
	invitations, err := h.Records.OperatorInvitations.List(ctx, h.Now().UnixMilli())
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.ListPage(view.ListPageProps{
		Operators: operators, Invitations: invitations, Me: actor.From(ctx).ID,
		APIURL: tenant.From(ctx).Origin + "/api/operators",
	}))
}

func (h *Console) askRole(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.InvitePage(tenant.From(c.UserContext()).Origin+"/api/operator-invitations"))
}

// invite answers with the link itself: it is shown this once.
func (h *Console) invite(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	invitation, token, err := h.Invite(c.UserContext(), h.Records, form["role"])
	if err != nil {
		return err
	}
	page := view.InvitedPage(h.Link(token), invitation.Role, invitation.ExpiresAt)
	return h.Render.Page(c, fiber.StatusOK, page)
}

func (h *Console) revoke(c *fiber.Ctx) error {
	if err := h.Revoke(c.UserContext(), h.Records, c.Params("id")); err != nil {
		return err
	}
	web.Flash(c, "console.operators.takenBack")
	return web.Done(c, web.Console(c).Operators())
}

func (h *Console) setRole(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if err := h.SetRole(c.UserContext(), h.Records, c.Params("id"), form["role"]); err != nil {
		return err
	}
	web.Flash(c, "console.operators.roleChanged")
	return web.Done(c, web.Console(c).Operators())
}

func (h *Console) confirm(c *fiber.Ctx) error {
	props, err := h.confirmProps(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.RemovePage(props), component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	props, err := h.confirmProps(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(form["confirm"]) == strings.TrimSpace(props.Name) {
		err = h.Remove(c.UserContext(), h.Records, c.Params("id"))
		if err == nil {
			web.Flash(c, "console.operators.removed")
			return web.Done(c, web.Console(c).Operators())
		}
		f := fault.From(err)
		if f.Kind != fault.Unprocessable {
			return err
		}
		props.Error = web.Message(c.UserContext(), f)
	} else {
		props.Error = locales.T(c.UserContext(), "component.confirm.mismatch")
	}
	return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.RemovePage(props), component.Confirm(props))
}

func (h *Console) confirmProps(c *fiber.Ctx) (component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	leaving, err := h.Records.Operators.Get(ctx, c.Params("id"))
	if err != nil {
		return component.ConfirmProps{}, orMissing(c.Params("id"), err)
	}
	return component.ConfirmProps{
		Title:  locales.T(ctx, "console.operators.removeTitle", locales.Data{"Name": leaving.DisplayName()}),
		Text:   locales.T(ctx, "console.operators.removeText"),
		Action: site.OperatorRemove(leaving.ID), CancelURL: site.Operators(),
		Label: locales.T(ctx, "console.operators.remove"), Name: leaving.DisplayName(), CSRF: layout.CSRFField(),
	}, nil
}
