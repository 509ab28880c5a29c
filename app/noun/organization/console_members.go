package organization

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/href"
)

// members lists the users or the machines of an organization.
func (h *Console) members(of people) fiber.Handler {
	return func(c *fiber.Ctx) error {
		ctx, records, site := c.UserContext(), tenant.From(c.UserContext()).Store, web.Console(c)
		id := c.Params("id")
		props, err := h.membersProps(c, of)
		if err != nil {
			return err
		}
		filter := store.MemberFilter{Query: props.Query, RoleID: props.Role}
		page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
			props.Members, found.Total, err = of.list(ctx, records, id, filter, store.Page{Offset: offset, Limit: limit})
			found.Rows = len(props.Members)
			return found, err
		})
		if err != nil {
			return err
		}
		for i := range props.Members {
			member := &props.Members[i]
			member.URL, member.RolesURL = of.own(site, member.ID), of.roles(site, id, member.ID)
			member.RemoveURL = of.remove(site, id, member.ID)
		}
		props.Pager = page.Pager(func(page string) string {
			return href.With(of.tab(site, id), "q", props.Query, "role", props.Role, "page", page)
		})
		props.Pager.Target = view.MembersTarget
		return h.Render.Part(c, fiber.StatusOK, view.MembersPage(props), view.MembersTable(props))
	}
}

// membersProps is a tab of members without its rows.
func (h *Console) membersProps(c *fiber.Ctx, of people) (view.MembersProps, error) {
	id := c.Params("id")
	details, err := h.details(c, component.APICall{Method: "GET", URL: apiURL(c, id, of.api)})
	if err != nil {
		return view.MembersProps{}, err
	}
	roles, err := templateRoles(c.UserContext(), tenant.From(c.UserContext()).Store, of.kind)
	return view.MembersProps{
		Details: details, Kind: of.kind, Roles: roles, AddURL: of.pick(web.Console(c), id),
		Query: strings.TrimSpace(c.Query("q")), Role: roleOf(roles, c.Query("role")),
	}, err
}

// roleOf is the id if it is one of the roles, else "".
func roleOf(roles []models.OrganizationRole, id string) string {
	isThat := func(role models.OrganizationRole) bool { return role.ID == id }
	if slices.ContainsFunc(roles, isThat) {
		return id
	}
	return ""
}
