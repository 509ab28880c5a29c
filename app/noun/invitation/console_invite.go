package invitation

import (
	"context"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/layout"
)

// usualDays is the default lifetime of an invitation.
const usualDays = 7

// invite sends the mail or, without a mail server, responds with the link itself,
// which is shown only once.
func (h *Console) invite(c *fiber.Ctx) (web.FormPage[view.Invite], error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	details, err := h.Organizations.OrganizationPage(c)
	if err != nil {
		return web.FormPage[view.Invite]{}, err
	}
	hasMail, err := h.Mail.HasMail(ctx, t.Store)
	if err != nil {
		return web.FormPage[view.Invite]{}, err
	}
	roles, err := h.Organizations.MemberRoles(ctx, t.Store, models.HolderUser)
	var link templ.Component
	return web.FormPage[view.Invite]{
		Values:     view.Invite{Days: strconv.Itoa(usualDays), By: view.InviteByMail},
		Form:       func(form layout.Form[view.Invite]) templ.Component { return details.InviteForm(roles, hasMail, form) },
		Page:       details.InvitePage(ctx, h.inviteCall(t, details.Organization.ID)).With,
		FieldNames: []string{"invitee", "days", view.FieldRoles},
		Read: func(typed web.Fields, values *view.Invite) {
			*values = view.Invite{
				Invitee: typed.Line("invitee"), Roles: typed.Values[view.FieldRoles], Days: typed.Get("days"), By: typed.Get("by"),
			}
		},
		Save: func(ctx context.Context, records *store.Store, values view.Invite) (string, error) {
			fields, err := h.fields(details.Organization.ID, values, hasMail)
			if err != nil {
				return "", err
			}
			invitation, token, err := h.Create(ctx, records, fields)
			if err == nil && fields.HasLink {
				link = details.InvitedPage(ctx, invitation, h.Link(t, token))
			}
			return details.TabURL(view.TabInvitations), err
		},
		Once: func() templ.Component { return link },
		Done: "console.invitation.sent",
	}, err
}

// inviteCall is the Management API call that invites someone.
func (h *Console) inviteCall(t *tenant.Tenant, organizationID string) component.APICall {
	return component.APICall{
		Method: fiber.MethodPost, URL: t.URL("/api/organization-invitations"),
		Body: `{"invitee":"ann@example.com","organizationId":"` + organizationID + `","expiresAt":` +
			strconv.FormatInt(h.Now().AddDate(0, 0, usualDays).UnixMilli(), 10) + `,"organizationRoleIds":[],"messagePayload":{}}`,
	}
}

// fields is the invitation submitted by the form. Without a mail server it always
// has a link.
func (h *Console) fields(organizationID string, values view.Invite, hasMail bool) (New, error) {
	days, err := strconv.Atoi(values.Days)
	if err != nil || !slices.Contains(view.InvitationDays(), days) {
		return New{}, rule.Invalid("days", "console.invitation.lifeWrong", "must be one of the lives that are offered")
	}
	fields := New{
		OrganizationID: organizationID, Invitee: values.Invitee, RoleIDs: values.Roles,
		ExpiresAt: h.Now().AddDate(0, 0, days).UnixMilli(), HasLink: !hasMail || values.By == view.InviteByLink,
	}
	if !fields.HasLink {
		fields.Message = &Message{}
	}
	return fields, nil
}
