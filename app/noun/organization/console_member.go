package organization

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/layout"
)

// member is who the address names, and where.
type member struct {
	organization *models.Organization
	id, name     string
	roles        []string // ids
}

// member reads the member that the address names. Fault: entity.not_found, also
// for one who is no member.
func (h *Console) member(c *fiber.Ctx, of people) (member, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	id, memberID := c.Params("id"), c.Params("member")
	organization, err := orMissing(ctx, records, id)
	if err != nil {
		return member{}, err
	}
	present, err := records.Members.Among(ctx, of.kind, id, []string{memberID})
	if err != nil {
		return member{}, err
	}
	if len(present) == 0 {
		return member{}, missing(of.kind, memberID)
	}
	held, err := heldRoles(ctx, records, of.kind, id, memberID)
	if err != nil {
		return member{}, err
	}
	name, err := of.name(ctx, records, memberID)
	return member{organization: organization, id: memberID, name: name, roles: held}, err
}

// askRoles shows the roles that a member can have.
func (h *Console) askRoles(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		who, err := h.member(c, of)
		if err != nil {
			return err
		}
		return h.rolesForm(c, of, fiber.StatusOK, who, "")
	}
}

func (h *Console) saveRoles(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx := c.UserContext()
		who, err := h.member(c, of)
		if err != nil {
			return err
		}
		form, err := web.Values(c)
		if err != nil {
			return err
		}
		who.roles = form[view.FieldRoles]
		err = h.replaceMemberRoles(ctx, tenant.From(ctx).Store, of.kind, who.organization.ID, who.id, byID(who.roles))
		if err != nil {
			texts, err := web.FormProblems(ctx, err)
			if err != nil {
				return err
			}
			return h.rolesForm(c, of, fiber.StatusUnprocessableEntity, who, texts[""])
		}
		web.Flash(c, "console.organization.rolesSaved")
		return web.Done(c, of.tab(web.Console(c), who.organization.ID))
	}
}

func (h *Console) rolesForm(c *fiber.Ctx, of people, status int, who member, problem string) error {
	site, id := web.Console(c), who.organization.ID
	roles, err := templateRoles(c.UserContext(), tenant.From(c.UserContext()).Store, of.kind)
	if err != nil {
		return err
	}
	props := view.MemberRolesProps{
		Organization: who.organization, Name: who.name,
		Roles:  view.RolesProps{Kind: of.kind, Roles: roles, Checked: who.roles, Error: problem},
		Action: of.roles(site, id, who.id), CancelURL: of.tab(site, id),
	}
	return h.Render.Part(c, status, view.MemberRolesPage(props), view.MemberRolesForm(props))
}

// askRemove asks whether a member shall be removed.
func (h *Console) askRemove(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		who, err := h.member(c, of)
		if err != nil {
			return err
		}
		site, id := web.Console(c), who.organization.ID
		props := removeProps(c.UserContext(), of, who)
		props.Action, props.CancelURL = of.remove(site, id, who.id), of.tab(site, id)
		page := view.ConfirmPage("organization-remove-page", who.organization.Name, props)
		return h.Render.Part(c, fiber.StatusOK, page, component.Confirm(props))
	}
}

func removeProps(ctx context.Context, of people, who member) component.ConfirmProps {
	props := component.ConfirmProps{
		Title: locales.T(ctx, "console.organization.removeTitle",
			locales.Data{"Name": who.name, "Organization": who.organization.Name}),
		Text:  locales.T(ctx, "console.organization.removeText"),
		Label: locales.T(ctx, "console.organization.remove"), CSRF: layout.CSRFField(),
	}
	if of.kind == models.HolderApplication {
		props.Text = locales.T(ctx, "console.organization.removeMachineText")
	}
	return props
}

func (h *Console) removeFrom(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, id := c.UserContext(), c.Params("id")
		if err := h.removeMember(ctx, tenant.From(ctx).Store, of.kind, id, c.Params("member")); err != nil {
			return err
		}
		web.Flash(c, "console.organization.removed")
		return web.Done(c, of.tab(web.Console(c), id))
	}
}
