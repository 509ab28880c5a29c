package invitation

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/href"
	"portico/views/layout"
)

func (h *Console) list(c *fiber.Ctx) error { return h.showList(c, fiber.StatusOK, "") }

// showList shows the list, with why the last act failed.
func (h *Console) showList(c *fiber.Ctx, status int, problem string) error {
	ctx, records, id := c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("id")
	details, err := h.details(c, component.APICall{Method: fiber.MethodGet, URL: apiURL(c) + "?organizationId=" + id})
	if err != nil {
		return err
	}
	props := view.InvitationsProps{
		Details: details, Now: h.Now().UnixMilli(), Query: strings.TrimSpace(c.Query("q")), Problem: problem,
	}
	if props.HasMail, err = h.Mail.HasMail(ctx, records); err != nil {
		return err
	}
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.InvitationFilter{OrganizationID: id, Search: props.Query}
		props.Invitations, found.Total, err = records.OrganizationInvitations.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(props.Invitations)
		return found, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).OrganizationInvitations(id), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.InvitationsTarget
	return h.Render.Part(c, status, view.InvitationsPage(props), view.InvitationsTable(props))
}

func (h *Console) sendAgain(c *fiber.Ctx) error {
	id, err := h.inOrganization(c)
	if err != nil {
		return err
	}
	err = h.Send(c.UserContext(), tenant.From(c.UserContext()).Store, id, Message{})
	return h.acted(c, err, "console.invitation.sent")
}

func (h *Console) revoke(c *fiber.Ctx) error {
	id, err := h.inOrganization(c)
	if err != nil {
		return err
	}
	_, err = h.Revoke(c.UserContext(), tenant.From(c.UserContext()).Store, id)
	return h.acted(c, err, "console.invitation.takenBack")
}

// acted comes back to the list, with what was done or why it failed.
func (h *Console) acted(c *fiber.Ctx, err error, done string) error {
	if err == nil {
		web.Flash(c, done)
		return web.Done(c, web.Console(c).OrganizationInvitations(c.Params("id")))
	}
	f := fault.From(err)
	if !web.IsExpected(f) || f.Kind == fault.Missing {
		return err
	}
	return h.showList(c, web.Status(f.Kind), web.Message(c.UserContext(), f))
}

func (h *Console) confirmDelete(c *fiber.Ctx) error {
	organization, props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.InvitationDeletePage(props, organization), component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	_, props, err := h.deleteConfirmation(c)
	if err != nil {
		return err
	}
	if err := h.Delete(c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("invitation")); err != nil {
		return err
	}
	web.Flash(c, "console.invitation.removed")
	return web.Done(c, props.CancelURL)
}

func (h *Console) deleteConfirmation(c *fiber.Ctx) (organization string, props component.ConfirmProps, err error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return "", props, err
	}
	id, err := h.inOrganization(c)
	if err != nil {
		return "", props, err
	}
	doomed, err := h.Get(ctx, tenant.From(ctx).Store, id)
	if err != nil {
		return "", props, err
	}
	return details.Organization.Name, component.ConfirmProps{
		Title:  locales.T(ctx, "console.invitation.removeTitle", locales.Data{"Address": doomed.Invitee}),
		Text:   locales.T(ctx, "console.invitation.removeText"),
		Action: site.OrganizationInvitationDelete(doomed.OrganizationID, id), CancelURL: site.OrganizationInvitations(doomed.OrganizationID),
		Label: locales.T(ctx, "console.invitation.remove"), CSRF: layout.CSRFField(),
	}, nil
}
