package invitation

import (
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/invitation"
)

// Handler serves the page that an invitation's link opens.
type Handler struct {
	*Service
	Render *web.Renderer
}

// Mount adds the page. It requires web.SameOrigin to run before it.
func (h *Handler) Mount(r fiber.Router) {
	r.Get("/invitation/:token", h.show)
	r.Post("/invitation/:token", h.accept)
}

func (h *Handler) show(c *fiber.Ctx) error {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	row, err := h.Find(ctx, records, c.Params("token"))
	if fault.From(err).Kind == fault.Missing {
		return h.showEnded(c, row)
	}
	if err != nil {
		return err
	}
	return h.showJoin(c, fiber.StatusOK, row)
}

// showEnded tells the user who accepted that they are a member, and
// everyone else that the link no longer works.
func (h *Handler) showEnded(c *fiber.Ctx, row *models.OrganizationInvitation) error {
	current := session.From(c.UserContext())
	if row == nil || current == nil || row.AcceptedUserID == nil || *row.AcceptedUserID != current.UserID {
		return h.Render.Page(c, fiber.StatusNotFound, view.EndedPage())
	}
	organization, err := tenant.From(c.UserContext()).Store.Organizations.Get(c.UserContext(), row.OrganizationID)
	if err != nil {
		return fmt.Errorf("read organization: %w", err)
	}
	return h.Render.Page(c, fiber.StatusOK, view.JoinedPage(organization.Name))
}

func (h *Handler) showJoin(c *fiber.Ctx, status int, row *models.OrganizationInvitation) error {
	props, err := h.joinProps(c, row)
	if err != nil {
		return err
	}
	return h.Render.Page(c, status, view.JoinPage(props))
}

func (h *Handler) joinProps(c *fiber.Ctx, row *models.OrganizationInvitation) (view.JoinProps, error) {
	ctx, t, site, token := c.UserContext(), tenant.From(c.UserContext()), web.Site(c), c.Params("token")
	organization, err := t.Store.Organizations.Get(ctx, row.OrganizationID)
	if err != nil {
		return view.JoinProps{}, fmt.Errorf("read organization: %w", err)
	}
	invitation, err := withRoles(ctx, t.Store, row)
	if err != nil {
		return view.JoinProps{}, err
	}
	props := view.JoinProps{
		Organization: organization.Name, Invitee: row.Invitee, Action: site.Invitation(token), SignInURL: site.SignInToJoin(token),
	}
	if props.Inviter, err = inviterName(ctx, t.Store, row); err != nil {
		return view.JoinProps{}, err
	}
	for _, role := range invitation.Roles {
		props.Roles = append(props.Roles, role.Name)
	}
	if t.Settings.SignInMode == models.SignInAndRegister {
		props.RegisterURL = site.RegisterToJoin(token)
	}
	current := session.From(ctx)
	if current == nil {
		return props, nil
	}
	props.Account = &component.Person{Name: current.User.DisplayName(), Identifier: current.User.Identifier()}
	props.GetsAddress = current.User.EmailKey == nil
	props.Obstacle, err = h.obstacle(c, current.User, row)
	return props, err
}

// obstacle predicts what ProveEmail refuses, so that nobody is asked in vain.
func (h *Handler) obstacle(c *fiber.Ctx, user *models.User, row *models.OrganizationInvitation) (view.Obstacle, error) {
	if user.EmailKey != nil && *user.EmailKey != row.Invitee {
		return view.ObstacleOtherAddress, nil
	}
	owner, err := tenant.From(c.UserContext()).Store.Users.ByEmail(c.UserContext(), row.Invitee)
	if errors.Is(err, store.ErrNotFound) {
		return view.ObstacleNone, nil
	}
	if err != nil {
		return view.ObstacleNone, fmt.Errorf("look for address: %w", err)
	}
	if owner.ID != user.ID {
		return view.ObstacleTaken, nil
	}
	return view.ObstacleNone, nil
}

func (h *Handler) accept(c *fiber.Ctx) error {
	ctx, token := c.UserContext(), c.Params("token")
	current := session.From(ctx)
	if current == nil {
		return web.SeeOther(c, web.Site(c).Invitation(token))
	}
	_, err := h.Accept(ctx, tenant.From(ctx).Store, token, current.UserID)
	if err == nil || fault.From(err).Kind == fault.Missing {
		return web.SeeOther(c, web.Site(c).Invitation(token))
	}
	if fault.From(err).Kind != fault.Unprocessable {
		return err
	}
	row, findErr := h.Find(ctx, tenant.From(ctx).Store, token)
	if findErr != nil {
		return findErr
	}
	return h.showJoin(c, fiber.StatusUnprocessableEntity, row)
}
