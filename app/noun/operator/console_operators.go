package operator

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/operator"
)

// Console serves the pages of the operators.
type Console struct {
	*Service
	// Records are the records of the tenant "admin".
	Records *store.Store
	Render  *web.Renderer
	// Link is the public URL at which an invitation's token is accepted.
	Link func(token string) string
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	operators := r.Group("/operators", web.Require(actor.Administer))
	operators.Get("", h.list)
	web.MountForm(h.Render, operators, "/invite", h.invite)
	operators.Post("/invitations/:id/revoke", h.revoke)
	operators.Post("/:id/role", h.setRole)
	operators.Post("/:id/scripts", h.setScripts)
	h.Render.MountQuestion(operators, "/:id/remove", h.remove)
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
	page := view.ListPage(ctx, apiURL(c, "operators"))
	return h.Render.Page(c, fiber.StatusOK, page.With(view.List(view.Listed{
		Operators: operators, Invitations: invitations, Me: actor.From(ctx).ID,
	})))
}

// apiURL is the URL of operators or their invitations in the Management API,
// whichever tenant is managed.
func apiURL(c *fiber.Ctx, path string) string {
	return tenant.From(c.UserContext()).Origin + "/api/" + path
}

// invite responds with the link itself, which is shown only once.
func (h *Console) invite(c *fiber.Ctx) (web.FormPage[string], error) {
	ctx := c.UserContext()
	var invited templ.Component
	return web.FormPage[string]{
		Values: models.RoleEditor, Form: view.InviteForm, Page: view.InvitePage(ctx, apiURL(c, "operator-invitations")).With,
		Read: func(typed web.Fields, role *string) { *role = typed.Get("role") },
		Save: func(ctx context.Context, _ *store.Store, role string) (string, error) {
			invitation, token, err := h.Invite(ctx, h.Records, role)
			if err == nil {
				invited = view.InvitedPage(ctx, h.Link(token), role, invitation.ExpiresAt)
			}
			return "", err
		},
		Once: func() templ.Component { return invited },
	}, nil
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

func (h *Console) setScripts(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if err := h.SetMayEditScripts(c.UserContext(), h.Records, c.Params("id"), form["mayEditScripts"] == "true"); err != nil {
		return err
	}
	web.Flash(c, "console.operators.scriptsChanged")
	return web.Done(c, web.Console(c).Operators())
}

func (h *Console) remove(c *fiber.Ctx) (web.Question, error) {
	ctx, id := c.UserContext(), c.Params("id")
	leaving, err := h.Records.Operators.Get(ctx, id)
	if err != nil {
		return web.Question{}, rule.OrMissing("operator "+id, err)
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.operators.removeTitle", locales.Data{"Name": leaving.DisplayName()}),
			Text:  locales.T(ctx, "console.operators.removeText"), CancelURL: web.Console(c).Operators(),
			Label: locales.T(ctx, "console.operators.remove"), Name: leaving.DisplayName(),
		},
		Page: view.ListPage(ctx, apiURL(c, "operators")).ConfirmPage, Done: "console.operators.removed",
		Act: func(ctx context.Context, _ *store.Store) error { return h.Remove(ctx, h.Records, leaving.ID) },
	}, nil
}
