package organization

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// membersTab shows the users or the machines in an organization.
type membersTab struct {
	*Console
	of models.HolderKind
}

// at is an address below the tab of an organization.
func (h membersTab) at(c *fiber.Ctx, id string, segments ...string) string {
	segment := "members"
	if h.of == models.HolderApplication {
		segment = "machines"
	}
	return web.Console(c).OrganizationBelow(id, append([]string{segment}, segments...)...)
}

func (h membersTab) list(c *fiber.Ctx) error {
	ctx, id := c.UserContext(), c.Params("id")
	details, err := h.details(c, component.APICall{Method: "GET", URL: apiURL(ctx, id, string(h.of)+"s")})
	if err != nil {
		return err
	}
	roles, err := templateRoles(ctx, tenant.From(ctx).Store, h.of)
	if err != nil {
		return err
	}
	role := c.Query("role")
	if !noun.Has(roles, roleID, role) {
		role = ""
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]view.Member, int64, error) {
		return h.rows(c, id, store.MemberFilter{Query: query, RoleID: role}, page)
	})
	if err != nil {
		return err
	}
	for i := range list.Rows {
		member := &list.Rows[i]
		member.RolesURL = h.at(c, id, member.ID, "roles")
		member.RemoveURL = h.at(c, id, member.ID, "remove")
	}
	props := view.MembersProps{
		ListProps: list.Props(view.MembersID, view.TabURL(ctx, id, view.TabOf(h.of)), "role", role), Details: details, Kind: h.of,
		Members: list.Rows, Roles: roles, Role: role, AddURL: h.at(c, id, "add"),
	}
	return h.Render.Part(c, fiber.StatusOK, view.MembersPage(props), view.MembersTable(props))
}

func (h membersTab) rows(c *fiber.Ctx, id string, filter store.MemberFilter, page store.Page) (members []view.Member, total int64, err error) {
	ctx, site, records := c.UserContext(), web.Console(c), tenant.From(c.UserContext()).Store
	if h.of == models.HolderApplication {
		found, total, err := records.Members.Applications(ctx, id, filter, page)
		for i := range found {
			row := component.ApplicationRow(&found[i].Application, site.Application(found[i].ID))
			row.Sub = row.ID
			members = append(members, view.Member{HolderRow: row, Roles: found[i].Roles})
		}
		return members, total, err
	}
	found, total, err := records.Members.Users(ctx, id, filter, page)
	for i := range found {
		row := component.UserRow(&found[i].User, site.User(found[i].ID))
		members = append(members, view.Member{HolderRow: row, Roles: found[i].Roles})
	}
	return members, total, err
}

func (h membersTab) add(c *fiber.Ctx) (web.Choice, error) {
	ctx, id := c.UserContext(), c.Params("id")
	organization, err := h.kind().Get(ctx, tenant.From(ctx).Store, id)
	if err != nil {
		return web.Choice{}, err
	}
	choice, err := h.addition(ctx, h.of)
	if err != nil {
		return web.Choice{}, err
	}
	choice.PickerProps = view.AddPicker(ctx, id, h.of)
	choice.Page = func(props component.PickerProps) templ.Component {
		return view.AddPage(organization, h.of, additionCall(ctx, h.of, id, "…"), props)
	}
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		return web.HolderItems(ctx, records, h.of, web.HolderFilter{WithoutOrganization: id}, pick)
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		return h.Admit(ctx, records, h.of, id, pick.IDs, pick.Form[view.FieldRoles])
	}
	choice.Done = "console.organization.added"
	return choice, nil
}

// member reads the organization and the member that the address names, and what
// the member is called. Fault: entity.not_found, also for somebody who is no member.
func (h membersTab) member(c *fiber.Ctx) (*models.Organization, models.Holder, string, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	id, member := c.Params("id"), models.Holder{Kind: h.of, ID: c.Params("member")}
	organization, err := h.kind().Get(ctx, records, id)
	if err != nil {
		return nil, member, "", err
	}
	present, err := records.Members.Among(ctx, h.of, id, []string{member.ID})
	if err == nil && len(present) == 0 {
		err = missing(member)
	}
	if err != nil {
		return nil, member, "", err
	}
	name, err := noun.HolderName(ctx, records, member)
	return organization, member, name, err
}

func (h membersTab) askRoles(c *fiber.Ctx) error {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	props, member, err := h.rolesProps(c)
	if err != nil {
		return err
	}
	held, err := rolesHeld(ctx, records, props.Organization.ID, member)
	if err != nil {
		return err
	}
	props.Roles.Checked = noun.IDs(held, roleID)
	return h.Render.Part(c, fiber.StatusOK, view.MemberRolesPage(props), view.MemberRolesForm(props))
}

func (h membersTab) saveRoles(c *fiber.Ctx) error {
	ctx := c.UserContext()
	props, member, err := h.rolesProps(c)
	if err != nil {
		return err
	}
	form, err := web.Values(c)
	if err != nil {
		return err
	}
	props.Roles.Checked = form[view.FieldRoles]
	err = h.ReplaceRoles(ctx, tenant.From(ctx).Store, props.Organization.ID, member, byID(props.Roles.Checked))
	if err != nil {
		return h.Render.Refuse(c, err, func(problems map[string]string) (page, part templ.Component) {
			props.Roles.Error = problems[""]
			return view.MemberRolesPage(props), view.MemberRolesForm(props)
		})
	}
	web.Flash(c, "console.organization.rolesSaved")
	return web.Done(c, props.CancelURL)
}

// rolesProps is the form of a member's roles without what is checked.
func (h membersTab) rolesProps(c *fiber.Ctx) (view.MemberRolesProps, models.Holder, error) {
	ctx := c.UserContext()
	organization, member, name, err := h.member(c)
	if err != nil {
		return view.MemberRolesProps{}, member, err
	}
	roles, err := templateRoles(ctx, tenant.From(ctx).Store, h.of)
	return view.MemberRolesProps{
		Organization: organization, Name: name, Roles: view.RolesProps{Kind: h.of, Roles: roles},
		Action: c.Path(), CancelURL: view.TabURL(ctx, organization.ID, view.TabOf(h.of)),
	}, member, err
}

func (h membersTab) remove(c *fiber.Ctx) (web.Question, error) {
	organization, member, name, err := h.member(c)
	if err != nil {
		return web.Question{}, err
	}
	ctx := c.UserContext()
	question := h.removal(ctx, member, name, organization, view.TabURL(ctx, organization.ID, view.TabOf(h.of)))
	question.Page = confirmPage("organization-remove-page", organization)
	return question, nil
}
