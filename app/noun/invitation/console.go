package invitation

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/views/component"
	view "portico/views/console/organization"
)

// Console serves the tab Invitations of the organizations.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	invitations, change := r.Group("/organizations/:id/invitations"), web.Require(actor.Change)
	invitations.Get("", h.list)
	invitations.Get("/new", change, h.askInvitee)
	invitations.Post("/new", h.invite)
	invitations.Post("/:invitation/send", h.sendAgain)
	invitations.Post("/:invitation/revoke", h.revoke)
	invitations.Get("/:invitation/delete", change, h.confirmDelete)
	invitations.Post("/:invitation/delete", h.remove)
}

// details reads the organization that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx, calls ...component.APICall) (view.Details, error) {
	ctx, records, id := c.UserContext(), tenant.From(c.UserContext()).Store, c.Params("id")
	found, err := records.Organizations.Get(ctx, id)
	if err != nil {
		return view.Details{}, rule.OrMissing("organization "+id, err)
	}
	size, err := records.Organizations.Size(ctx, id, h.Now().UnixMilli())
	return view.Details{Organization: found, Size: size, Calls: calls}, err
}

// inOrganization refuses an invitation into another organization than the
// address names. Fault: entity.not_found.
func (h *Console) inOrganization(c *fiber.Ctx) (string, error) {
	id := c.Params("invitation")
	found, err := tenant.From(c.UserContext()).Store.OrganizationInvitations.Get(c.UserContext(), id)
	if err != nil {
		return "", rule.OrMissing("invitation "+id, err)
	}
	if found.OrganizationID != c.Params("id") {
		return "", rule.Missing("invitation " + id + " there")
	}
	return id, nil
}

// apiURL is the public address of the invitations in the Management API.
func apiURL(c *fiber.Ctx) string {
	return tenant.From(c.UserContext()).URL("/api/organization-invitations")
}

// problems are the texts of a refused form by field; what belongs to none of
// the form's fields is about the form as a whole. An error that no input can
// mend is returned.
func problems(ctx context.Context, err error, fields map[string]string) (map[string]string, error) {
	f := fault.From(err)
	if !web.IsExpected(f) || f.Kind == fault.Missing {
		return nil, err
	}
	texts := map[string]string{}
	for field, text := range web.FieldErrors(ctx, f) {
		texts[fields[field]] = text
	}
	return texts, nil
}
