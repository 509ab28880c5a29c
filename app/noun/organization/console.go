package organization

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// Console serves the pages of the organizations, and the tab of those who are in
// some.
type Console struct {
	*Service
	Render *web.Renderer
	// Users and Applications are the pages that have the tab.
	Users, Applications web.HolderPages
}

// Mount adds the pages to the group of the console. Pages that only ask for a
// change are for those who may make it.
func (h *Console) Mount(r fiber.Router) {
	organizations, change := r.Group("/organizations"), web.Require(actor.Change)
	organizations.Get("", h.list)
	organizations.Get("/new", change, h.new)
	organizations.Post("/new", h.create)
	organizations.Get("/:id/settings", h.settings)
	organizations.Post("/:id/settings", h.saveSettings)
	h.Render.MountQuestion(organizations, "/:id/delete", h.delete)
	people, machines := membersTab{h, models.HolderUser}, membersTab{h, models.HolderApplication}
	organizations.Get("/:id", people.list)
	organizations.Get("/:id/machines", machines.list)
	for segment, members := range map[string]membersTab{"members": people, "machines": machines} {
		at := "/:id/" + segment
		h.Render.MountChoice(organizations, at+"/add", members.add)
		organizations.Get(at+"/:member/roles", change, members.askRoles)
		organizations.Post(at+"/:member/roles", members.saveRoles)
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

// details reads the organization that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx, calls ...component.APICall) (view.Details, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	found, err := h.kind().Get(ctx, records, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	size, err := records.Organizations.Size(ctx, found.ID, h.Now().UnixMilli())
	return view.Details{Organization: found, Size: size, Calls: calls}, err
}

// apiURL is the public address of organizations in the Management API.
func apiURL(ctx context.Context, segments ...string) string {
	return tenant.From(ctx).URL(strings.Join(append([]string{"/api/organizations"}, segments...), "/"))
}

// additionCall adds a member with the Management API.
func additionCall(ctx context.Context, kind models.HolderKind, organizationID, memberID string) component.APICall {
	return component.APICall{
		Method: "POST", URL: apiURL(ctx, organizationID, string(kind)+"s"), Body: `{"` + noun.HoldersField(kind) + `": ["` + memberID + `"]}`,
	}
}

// templateRoles are the roles that members of a kind can have, by name.
func templateRoles(ctx context.Context, records *store.Store, kind models.HolderKind) ([]models.OrganizationRole, error) {
	roles, _, err := records.OrganizationRoles.List(ctx,
		store.OrganizationRoleFilter{Types: []models.RoleType{kind.RoleType()}}, store.Page{})
	slices.SortFunc(roles, func(a, b models.OrganizationRole) int { return cmp.Compare(a.Name, b.Name) })
	return roles, err
}

// addition lets people choose who is to join what, and with which roles of the
// template. The rest of the choice is the caller's.
func (h *Console) addition(ctx context.Context, kind models.HolderKind) (web.Choice, error) {
	roles, err := templateRoles(ctx, tenant.From(ctx).Store, kind)
	return web.Choice{
		FieldNames: []string{view.FieldRoles},
		Fields: func(sent url.Values, problems map[string]string) templ.Component {
			return view.RoleChecks(view.RolesProps{
				Kind: kind, Roles: roles, Checked: sent[view.FieldRoles], Error: problems[view.FieldRoles],
			})
		},
	}, err
}

// removal asks whether somebody is to leave an organization.
func (h *Console) removal(ctx context.Context, member models.Holder, name string, organization *models.Organization, cancelURL string) web.Question {
	question := web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.organization.removeTitle", locales.Data{"Name": name, "Organization": organization.Name}),
			Text:  locales.T(ctx, "console.organization.removeText"), CancelURL: cancelURL,
			Label: locales.T(ctx, "console.organization.remove"),
		},
		Act: func(ctx context.Context, records *store.Store) error {
			return h.RemoveMember(ctx, records, organization.ID, member)
		},
		Done: "console.organization.removed",
	}
	if member.Kind == models.HolderApplication {
		question.Text = locales.T(ctx, "console.organization.removeMachineText")
	}
	return question
}
