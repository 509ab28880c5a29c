package organization

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/layout"
)

// Console serves the pages of the organizations, and the tab of their
// members.
type Console struct {
	*Service
	Render *web.Renderer
	// Users and Applications are the pages that have the tab.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the console's route group. Pages that only ask for a
// change are limited to operators who may make it.
func (h *Console) Mount(r fiber.Router) {
	organizations := r.Group("/organizations")
	organizations.Get("", h.list)
	web.MountForm(h.Render, organizations, "/new", h.new, web.Require(actor.Change))
	web.MountForm(h.Render, organizations, "/:id/settings", h.settings)
	h.Render.MountQuestion(organizations, "/:id/delete", h.delete)
	people, machines := membersTab{h, models.HolderUser}, membersTab{h, models.HolderApplication}
	organizations.Get("/:id", people.list)
	organizations.Get("/:id/machines", machines.list)
	for _, members := range []membersTab{people, machines} {
		at := "/:id/" + view.TabOf(members.of)
		h.Render.MountChoice(organizations, at+"/add", members.add)
		web.MountForm(h.Render, organizations, at+"/:member/roles", members.roles, web.Require(actor.Change))
		h.Render.MountQuestion(organizations, at+"/:member/remove", members.remove)
	}
	for path, pages := range map[string]web.HolderPages{"/users": h.Users, "/applications": h.Applications} {
		joined := membershipsTab{h, pages}
		tab := r.Group(path + "/:id/" + view.TabOrganizations)
		tab.Get("", joined.list)
		h.Render.MountChoice(tab, "/add", joined.join)
		h.Render.MountQuestion(tab, "/:organization/remove", joined.leave)
	}
}

// OrganizationPage is the page of the organization in the parameter "id",
// with the counts on its tabs. Fault: entity.not_found.
func (h *Console) OrganizationPage(c *fiber.Ctx) (view.Details, error) {
	details, err := h.details(c)
	if err != nil {
		return view.Details{}, err
	}
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	size, err := t.Store.Organizations.Size(ctx, details.Organization.ID, h.Now().UnixMilli())
	return view.DetailsOf(ctx, details.Organization, size, t.URL(api.Prefix)), err
}

// details reads the organization named in the URL, without the counts on its
// tabs. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.kind().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	return view.DetailsOf(ctx, found, models.OrganizationSize{}, t.URL(api.Prefix)), nil
}

// additionCall is the Management API call that adds a member to the organization
// at a URL.
func additionCall(apiURL string, kind models.HolderKind, memberID string) component.APICall {
	return component.APICall{Method: "POST", URL: apiURL + "/" + string(kind) + "s", Body: `{"` + noun.HoldersField(kind) + `": ["` + memberID + `"]}`}
}

// MemberRoles lists the roles that members of a kind can have, by name.
func (*Console) MemberRoles(ctx context.Context, records *store.Store, kind models.HolderKind) ([]models.OrganizationRole, error) {
	roles, _, err := records.OrganizationRoles.List(ctx,
		store.OrganizationRoleFilter{Types: []models.RoleType{kind.RoleType()}}, store.Page{})
	if err != nil {
		return nil, fmt.Errorf("list roles of members: %w", err)
	}
	slices.SortFunc(roles, func(a, b models.OrganizationRole) int { return cmp.Compare(a.Name, b.Name) })
	return roles, nil
}

// addition adds the template's roles to the form for adding members or
// memberships.
func (h *Console) addition(ctx context.Context, kind models.HolderKind, choice web.Choice) (web.Choice, error) {
	roles, err := h.MemberRoles(ctx, tenant.From(ctx).Store, kind)
	choice.FieldNames = []string{view.FieldRoles}
	choice.Fields = func(sent url.Values, problems map[string]string) templ.Component {
		return view.RoleChecks(view.RolesProps{
			Kind: kind, Roles: roles, Checked: sent[view.FieldRoles], Error: problems[view.FieldRoles],
		})
	}
	return choice, err
}

// removal asks, on a tab of a record, whether to remove a member from an organization.
func (h *Console) removal(ctx context.Context, record layout.Record, tab string, member models.Holder, name string, organization *models.Organization) web.Question {
	return web.Removal(ctx, record, tab,
		locales.T(ctx, "console.organization.removeTitle", locales.Data{"Name": name, "Organization": organization.Name}),
		view.MemberTextsOf(ctx, member.Kind).RemoveText, "console.organization.removed",
		func(ctx context.Context, records *store.Store) error {
			return h.RemoveMember(ctx, records, organization.ID, member)
		})
}
