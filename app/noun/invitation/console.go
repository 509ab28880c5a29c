package invitation

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/organization"
)

// Console serves the tab Invitations of organizations.
type Console struct {
	*Service
	Render        *web.Renderer
	Organizations organizations
}

// organizations are the pages that have the tab.
type organizations interface {
	// OrganizationPage is the page of the organization in the parameter "id".
	// Fault: entity.not_found.
	OrganizationPage(c *fiber.Ctx) (view.Details, error)
	// MemberRoles lists the roles that members of a kind can have, by name.
	MemberRoles(ctx context.Context, records *store.Store, kind models.HolderKind) ([]models.OrganizationRole, error)
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	invitations := r.Group("/organizations/:id/invitations")
	invitations.Get("", h.list)
	web.MountForm(h.Render, invitations, "/new", h.invite, web.Require(actor.Change))
	invitations.Post("/:invitation/send", h.sendAgain)
	invitations.Post("/:invitation/revoke", h.revoke)
	h.Render.MountQuestion(invitations, "/:invitation/delete", h.delete)
}

// invitation reads the invitation named in the URL, if it belongs to the
// organization in the URL. Fault: entity.not_found.
func (h *Console) invitation(c *fiber.Ctx) (*models.OrganizationInvitation, error) {
	id := c.Params("invitation")
	found, err := tenant.From(c.UserContext()).Store.OrganizationInvitations.Get(c.UserContext(), id)
	if err != nil {
		return nil, rule.OrMissing("invitation "+id, err)
	}
	if found.OrganizationID != c.Params("id") {
		return nil, rule.Missing("invitation " + id + " into this organization")
	}
	return found, nil
}
