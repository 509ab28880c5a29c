package invitation

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/href"
)

func (h *Console) list(c *fiber.Ctx) error { return h.showList(c, fiber.StatusOK, "") }

// showList shows the list, with the reason why the last action failed.
func (h *Console) showList(c *fiber.Ctx, status int, problem string) error {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	details, err := h.Organizations.OrganizationPage(c)
	if err != nil {
		return err
	}
	invitations := view.Invitations{Now: h.Now().UnixMilli(), Problem: problem}
	if invitations.HasMail, err = h.Mail.HasMail(ctx, records); err != nil {
		return err
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Invitation, int64, error) {
		filter := store.InvitationFilter{OrganizationID: details.Organization.ID, Search: query}
		return records.OrganizationInvitations.List(ctx, filter, page)
	})
	if err != nil {
		return err
	}
	invitations.Rows = list.Rows
	shown := details.Invitations(ctx, list.Props("organization-invitations", details.TabURL(view.TabInvitations)), invitations)
	return h.Render.Part(c, status, shown.Whole(), component.ListPart(shown.Panel))
}

func (h *Console) sendAgain(c *fiber.Ctx) error {
	return h.act(c, "console.invitation.sent", func(ctx context.Context, records *store.Store, id string) error {
		return h.Send(ctx, records, id, Message{})
	})
}

func (h *Console) revoke(c *fiber.Ctx) error {
	return h.act(c, "console.invitation.takenBack", func(ctx context.Context, records *store.Store, id string) error {
		_, err := h.Revoke(ctx, records, id)
		return err
	})
}

// act performs an action on an invitation and returns to the list, which shows
// the result.
func (h *Console) act(c *fiber.Ctx, done string, work func(ctx context.Context, records *store.Store, id string) error) error {
	ctx := c.UserContext()
	invitation, err := h.invitation(c)
	if err != nil {
		return err
	}
	if failed := work(ctx, tenant.From(ctx).Store, invitation.ID); failed != nil {
		problems, err := web.FormProblems(ctx, failed)
		if err != nil {
			return err
		}
		return h.showList(c, web.Status(fault.From(failed).Kind), problems[""])
	}
	web.Flash(c, done)
	return web.Done(c, href.Below(web.Console(c).Organization(invitation.OrganizationID), view.TabInvitations))
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, err := h.Organizations.OrganizationPage(c)
	if err != nil {
		return web.Question{}, err
	}
	invitation, err := h.invitation(c)
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.invitation.removeTitle", locales.Data{"Address": invitation.Invitee}),
			Text:  locales.T(ctx, "console.invitation.removeText"), CancelURL: details.TabURL(view.TabInvitations),
			Label: locales.T(ctx, "console.invitation.remove"),
		},
		Page: details.ConfirmPage, Done: "console.invitation.removed",
		Act: func(ctx context.Context, records *store.Store) error {
			return h.Delete(ctx, records, invitation.ID)
		},
	}, nil
}
