package session

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/user"
)

// Console serves the tab Sessions of the users.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	user := r.Group("/users/:id")
	user.Get("/sessions", h.sessions)
	h.Render.MountQuestion(user, "/sign-out", h.signOut)
	h.Render.MountQuestion(user, "/sessions/:session/end", h.end)
	h.Render.MountQuestion(user, "/grants/:grant/revoke", h.revoke)
}

// shown is the user whom the address names. Fault: entity.not_found.
func (h *Console) shown(c *fiber.Ctx) (*models.User, error) {
	user, err := tenant.From(c.UserContext()).Store.Users.Get(c.UserContext(), c.Params("id"))
	if err != nil {
		return nil, rule.OrMissing("such user", err)
	}
	return user, nil
}

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
	return h.Render.Page(c, fiber.StatusOK, view.SessionsPage(view.SessionsPageProps{
		Details:  view.DetailsOf(ctx, user, tenant.From(ctx).URL("/api/users/"+user.ID)),
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
