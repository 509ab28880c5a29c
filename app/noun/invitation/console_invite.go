package invitation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// usualDays is how long an invitation lives unless another life is chosen.
const usualDays = 7

func (h *Console) askInvitee(c *fiber.Ctx) error {
	props, err := h.inviteProps(c)
	if err != nil {
		return err
	}
	props.Days, props.By = strconv.Itoa(usualDays), view.InviteByMail
	return h.Render.Page(c, fiber.StatusOK, view.InvitePage(props))
}

func (h *Console) inviteProps(c *fiber.Ctx) (view.InviteProps, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	details, err := h.details(c, component.APICall{
		Method: fiber.MethodPost, URL: apiURL(c),
		Body: `{"invitee":"ann@example.com","organizationId":"` + c.Params("id") + `","expiresAt":` +
			strconv.FormatInt(h.Now().AddDate(0, 0, usualDays).UnixMilli(), 10) + `,"organizationRoleIds":[],"messagePayload":{}}`,
	})
	if err != nil {
		return view.InviteProps{}, err
	}
	props := view.InviteProps{Details: details}
	if props.HasMail, err = h.Mail.HasMail(ctx, records); err != nil {
		return props, err
	}
	filter := store.OrganizationRoleFilter{Types: []models.RoleType{models.RoleUser}}
	if props.Roles, _, err = records.OrganizationRoles.List(ctx, filter, store.Page{}); err != nil {
		return props, fmt.Errorf("list roles: %w", err)
	}
	slices.SortFunc(props.Roles, func(a, b models.OrganizationRole) int { return strings.Compare(a.Name, b.Name) })
	return props, nil
}

// invite sends the mail or, without one, answers with the link itself: it is
// shown this once.
func (h *Console) invite(c *fiber.Ctx) error {
	props, err := h.inviteProps(c)
	if err != nil {
		return err
	}
	values, err := web.Values(c)
	if err != nil {
		return err
	}
	props.Invitee, props.Chosen = strings.TrimSpace(values.Get("invitee")), values["role"]
	props.Days, props.By = values.Get("days"), values.Get("by")
	expiresAt, err := h.endIn(props.Days)
	if err != nil {
		return h.refuse(c, props, err)
	}
	fields := New{
		OrganizationID: props.Organization.ID, Invitee: props.Invitee, RoleIDs: props.Chosen, ExpiresAt: expiresAt,
		HasLink: !props.HasMail || props.By == view.InviteByLink,
	}
	if !fields.HasLink {
		fields.Message = &Message{}
	}
	t := tenant.From(c.UserContext())
	invitation, token, err := h.Create(c.UserContext(), t.Store, fields)
	if err != nil {
		return h.refuse(c, props, err)
	}
	if fields.HasLink {
		return h.Render.Page(c, fiber.StatusOK, view.InvitedPage(props.Details, h.Link(t, token), invitation.Invitee, expiresAt))
	}
	web.Flash(c, "console.invitation.sent")
	return web.SeeOther(c, web.Console(c).OrganizationInvitations(props.Organization.ID))
}

// refuse shows the form again with what is wrong.
func (h *Console) refuse(c *fiber.Ctx, props view.InviteProps, refusal error) error {
	var err error
	props.Errors, err = problems(c.UserContext(), refusal, map[string]string{
		"invitee": "invitee", "days": "days", "organizationRoleIds": "roles",
	})
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusUnprocessableEntity, view.InvitePage(props))
}

// endIn is when an invitation ends, in epoch milliseconds, that lives for a
// number of days that is offered.
func (h *Console) endIn(days string) (int64, error) {
	count, err := strconv.Atoi(days)
	if err != nil || !slices.Contains(view.InvitationDays(), count) {
		return 0, rule.Invalid("days", "console.invitation.lifeWrong", "must be one of the lives that are offered")
	}
	return h.Now().AddDate(0, 0, count).UnixMilli(), nil
}
