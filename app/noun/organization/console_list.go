package organization

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/organization"
	"portico/views/href"
)

func (h *Console) list(c *fiber.Ctx) error {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	props := view.ListProps{Query: strings.TrimSpace(c.Query("q")), APIURL: apiURL(c)}
	var organizations []models.Organization
	page, err := web.ReadPage(c, func(offset, limit int) (found web.Found, err error) {
		filter := store.OrganizationFilter{Query: props.Query}
		organizations, found.Total, err = records.Organizations.List(ctx, filter, store.Page{Offset: offset, Limit: limit})
		found.Rows = len(organizations)
		return found, err
	})
	if err != nil {
		return err
	}
	featured, err := records.Organizations.Featured(ctx, organizations)
	if err != nil {
		return err
	}
	for _, organization := range featured {
		props.Organizations = append(props.Organizations, rowOf(organization))
	}
	props.Pager = page.Pager(func(page string) string {
		return href.With(web.Console(c).Organizations(), "q", props.Query, "page", page)
	})
	props.Pager.Target = view.ListTarget
	return h.Render.Part(c, fiber.StatusOK, view.ListPage(props), view.ListTable(props))
}

func rowOf(featured models.FeaturedOrganization) view.Row {
	row := view.Row{Organization: featured.Organization, Members: featured.UsersCount}
	for _, user := range featured.Featured {
		row.People = append(row.People, user.DisplayName())
	}
	return row
}
