package user

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/user"
)

func (h *Console) sessions(c *fiber.Ctx) error {
	user, err := h.shown(c)
	if err != nil {
		return err
	}
	ctx, records, now := c.UserContext(), tenant.From(c.UserContext()).Store, h.Now().UnixMilli()
	sessions, err := records.Sessions.ListOfUser(ctx, user.ID, now)
	if err != nil {
		return fmt.Errorf("read sessions: %w", err)
	}
	grants, err := records.Grants.ListOfUser(ctx, user.ID, now)
	if err != nil {
		return fmt.Errorf("read grants: %w", err)
	}
	names, err := records.Applications.Names(ctx, grantedTo(grants))
	if err != nil {
		return fmt.Errorf("name applications: %w", err)
	}
	url := apiURL(c, user)
	return h.Render.Page(c, fiber.StatusOK, view.SessionsPage(view.SessionsPageProps{
		Details: view.Details{User: user, Calls: []component.APICall{
			{Method: "GET", URL: url + "/sessions"}, {Method: "GET", URL: url + "/grants"},
		}},
		Sessions: sessions, Grants: grants, Applications: names,
	}))
}

func grantedTo(grants []models.Grant) []string {
	var ids []string
	for _, grant := range grants {
		ids = append(ids, grant.ApplicationID)
	}
	return ids
}
