package organization

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/layout"
)

// membersTab shows the users or the machines in an organization.
type membersTab struct {
	*Console
	of models.HolderKind
}

func (h membersTab) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.OrganizationPage(c)
	if err != nil {
		return err
	}
	members := view.Members{Kind: h.of, Role: c.Query("role")}
	if members.Roles, err = h.MemberRoles(ctx, tenant.From(ctx).Store, h.of); err != nil {
		return err
	}
	if !noun.Has(members.Roles, roleID, members.Role) {
		members.Role = ""
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]view.Member, int64, error) {
		return h.rows(c, details.Organization.ID, store.MemberFilter{Query: query, RoleID: members.Role}, page)
	})
	if err != nil {
		return err
	}
	members.Rows = list.Rows
	return h.Render.List(c, details.Members(ctx, list.Props("organization-members", details.TabURL(view.TabOf(h.of)), "role", members.Role), members))
}

// rows returns a page of the members of an organization.
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
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return web.Choice{}, err
	}
	id, texts := details.Organization.ID, view.MemberTextsOf(ctx, h.of)
	choice := web.Assignment(details.Record, view.TabOf(h.of), texts.AddLead, additionCall(details.APIURL, h.of, "…"), component.PickerProps{
		ID: "members-picker", Label: texts.Add, Legend: texts.Add, SearchLabel: texts.Search,
	})
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		return web.HolderItems(ctx, records, h.of, web.HolderFilter{WithoutOrganization: id}, pick)
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		return h.Admit(ctx, records, h.of, id, pick.IDs, pick.Form[view.FieldRoles])
	}
	choice.Done = "console.organization.added"
	return h.addition(ctx, h.of, choice)
}

// member reads the organization and the member named in the URL, and the
// member's name. Fault: entity.not_found, also if they are not a member.
func (h membersTab) member(c *fiber.Ctx) (view.Details, models.Holder, string, error) {
	ctx, records, member := c.UserContext(), tenant.From(c.UserContext()).Store, models.Holder{Kind: h.of, ID: c.Params("member")}
	details, err := h.details(c)
	if err != nil {
		return details, member, "", err
	}
	present, err := records.Members.Among(ctx, h.of, details.Organization.ID, []string{member.ID})
	if err == nil && len(present) == 0 {
		err = missing(member)
	}
	if err != nil {
		return details, member, "", err
	}
	name, err := noun.HolderName(ctx, records, member)
	return details, member, name, err
}

func (h membersTab) roles(c *fiber.Ctx) (web.FormPage[[]string], error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	details, member, name, err := h.member(c)
	if err != nil {
		return web.FormPage[[]string]{}, err
	}
	id, title := details.Organization.ID, locales.T(ctx, "console.organization.rolesOf", locales.Data{"Name": name})
	roles, err := h.MemberRoles(ctx, records, h.of)
	if err != nil {
		return web.FormPage[[]string]{}, err
	}
	held, err := rolesHeld(ctx, records, id, member)
	return web.FormPage[[]string]{
		Values: noun.IDs(held, roleID), FieldNames: []string{view.FieldRoles},
		Form: func(form layout.Form[[]string]) templ.Component {
			return details.MemberRolesForm(title, h.of, roles, form)
		},
		Page: details.DialogPage("organization-roles-page", title, view.TabOf(h.of)),
		Read: func(typed web.Fields, ids *[]string) { *ids = typed.Values[view.FieldRoles] },
		Save: func(ctx context.Context, records *store.Store, ids []string) (string, error) {
			return details.TabURL(view.TabOf(h.of)), h.ReplaceRoles(ctx, records, id, member, byID(ids))
		},
		Done: "console.organization.rolesSaved",
	}, err
}

func (h membersTab) remove(c *fiber.Ctx) (web.Question, error) {
	details, member, name, err := h.member(c)
	if err != nil {
		return web.Question{}, err
	}
	return h.removal(c.UserContext(), details.Record, view.TabOf(h.of), member, name, details.Organization), nil
}
