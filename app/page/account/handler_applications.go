package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	view "portico/views/account"
	"portico/views/href"
)

func (h *Handler) applications(c *fiber.Ctx) error {
	ctx, site, current := c.UserContext(), web.Site(c), session.From(c.UserContext())
	records := tenant.From(ctx).Store
	props := view.ApplicationsProps{Site: site, Person: personOf(current.User), Notice: view.Notice(c.Query(queryNotice))}
	page, err := web.ReadPage(c, func(offset, limit int) (web.Found, error) {
		found, total, err := h.Consents.OfUser(ctx, records, current.UserID, store.Page{Offset: offset, Limit: limit})
		props.Consents = found
		return web.Found{Rows: len(found), Total: total}, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(number string) string { return href.With(site.AccountApplications(), "page", number) })
	if props.Managed, err = managed(ctx, records, current.UserID); err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.ApplicationsPage(props))
}

func (h *Handler) remove(c *fiber.Ctx) (act, error) {
	given, a, err := h.given(c)
	if err != nil {
		return a, err
	}
	ctx := c.UserContext()
	a.Title = locales.T(ctx, "account.remove.title", locales.Data{"Application": a.Name})
	a.Text = locales.T(ctx, "account.remove.text")
	a.done = noticed(a.CancelURL, view.NoticeRemoved)
	a.do = func(ctx context.Context, records *store.Store) error {
		return h.Consents.Revoke(ctx, records, given.UserID, given.ApplicationID)
	}
	return a, nil
}

func (h *Handler) leave(c *fiber.Ctx) (act, error) {
	given, a, err := h.given(c)
	if err != nil {
		return a, err
	}
	ctx, id := c.UserContext(), c.Params("organization")
	at := slices.IndexFunc(given.Organizations, func(one models.ConsentedOrganization) bool { return one.ID == id })
	if at < 0 {
		return a, rule.Missing("organization " + id + " of the consent")
	}
	names := locales.Data{"Application": a.Name, "Organization": given.Organizations[at].Name}
	a.Title, a.Text = locales.T(ctx, "account.leave.title", names), locales.T(ctx, "account.leave.text", names)
	a.done = noticed(a.CancelURL, view.NoticeOrganization)
	a.do = func(ctx context.Context, records *store.Store) error {
		return h.Consents.RevokeIn(ctx, records, given.UserID, given.ApplicationID, id)
	}
	return a, nil
}

// given reads the person's own consent to the application in the address, and begins an
// act on it.
func (h *Handler) given(c *fiber.Ctx) (*models.ConsentDetails, act, error) {
	ctx, list := c.UserContext(), web.Site(c).AccountApplications()
	a := act{gone: noticed(list, view.NoticeGone)}
	given, err := h.Consents.Get(ctx, tenant.From(ctx).Store, session.From(ctx).UserID, c.Params("application"))
	if err != nil {
		return nil, a, err
	}
	a.CancelURL, a.Name, a.Label = list, given.Name(), locales.T(ctx, "account.applications.remove")
	return given, a, nil
}

// managed lists, by name, the organizations whose applications a person may manage.
func managed(ctx context.Context, records *store.Store, userID string) ([]models.Organization, error) {
	permissions, err := records.Permissions.List(ctx, store.PermissionQuery{Holder: models.UserHolder(userID)})
	if err != nil {
		return nil, fmt.Errorf("read permissions of user %s: %w", userID, err)
	}
	var ids []string
	for _, permission := range permissions {
		if permission.Scope == models.ScopeManageApps {
			ids = append(ids, permission.OrganizationID)
		}
	}
	organizations, err := records.Organizations.ByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read organizations: %w", err)
	}
	slices.SortStableFunc(organizations, func(a, b models.Organization) int { return strings.Compare(a.Name, b.Name) })
	return organizations, nil
}
