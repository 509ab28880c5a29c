package account

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	view "portico/views/account"
	"portico/views/href"
)

func (h *Handler) organization(c *fiber.Ctx) error {
	ctx, site := c.UserContext(), web.Site(c)
	records := tenant.From(ctx).Store
	organization, err := manages(ctx, records, c.Params("organization"))
	if err != nil {
		return err
	}
	props := view.OrganizationProps{Site: site, Organization: *organization, Notice: view.Notice(c.Query(queryNotice))}
	page, err := web.ReadPage(c, func(offset, limit int) (web.Found, error) {
		used, total, err := h.Consents.UsedIn(ctx, records, organization.ID, store.Page{Offset: offset, Limit: limit})
		props.Applications = used
		return web.Found{Rows: len(used), Total: total}, err
	})
	if err != nil {
		return err
	}
	props.Pager = page.Pager(func(number string) string {
		return href.With(site.AccountOrganization(organization.ID), "page", number)
	})
	return h.Render.Page(c, fiber.StatusOK, view.OrganizationPage(props))
}

// manages reads an organization whose applications the person may manage. Faults:
// entity.not_found for those who are not a member, auth.forbidden.
func manages(ctx context.Context, records *store.Store, organizationID string) (*models.Organization, error) {
	userID := session.From(ctx).UserID
	organization, err := records.Members.Membership(ctx, organizationID, models.UserHolder(userID))
	if err != nil {
		return nil, rule.OrMissing("organization "+organizationID, err)
	}
	scopes, err := records.Members.UserScopes(ctx, organizationID, userID)
	if err != nil {
		return nil, fmt.Errorf("read permissions of user %s: %w", userID, err)
	}
	may := slices.ContainsFunc(scopes, func(scope models.OrganizationScope) bool { return scope.Name == models.ScopeManageApps })
	if !may {
		return nil, fault.New(fault.Forbidden, "auth.forbidden").Because(errors.New("no permission " + models.ScopeManageApps))
	}
	return organization, nil
}

func (h *Handler) block(c *fiber.Ctx) (act, error) {
	a, names, err := h.blocking(c, true)
	if err != nil {
		return act{}, err
	}
	ctx := c.UserContext()
	a.Title, a.Text = locales.T(ctx, "account.block.title", names), locales.T(ctx, "account.block.text", names)
	a.Label, a.done = locales.T(ctx, "account.organization.block"), noticed(a.CancelURL, view.NoticeBlocked)
	return a, nil
}

func (h *Handler) allow(c *fiber.Ctx) (act, error) {
	a, names, err := h.blocking(c, false)
	if err != nil {
		return act{}, err
	}
	ctx := c.UserContext()
	a.Title, a.Text = locales.T(ctx, "account.allow.title", names), locales.T(ctx, "account.allow.text", names)
	a.Label, a.done = locales.T(ctx, "account.organization.allow"), noticed(a.CancelURL, view.NoticeAllowed)
	return a, nil
}

// blocking begins an act that blocks the application in the address for the
// organization there, or allows it; any third-party application, whether or not a
// member uses it. It also returns the names of both.
func (h *Handler) blocking(c *fiber.Ctx, isBlocked bool) (act, locales.Data, error) {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	organization, err := manages(ctx, records, c.Params("organization"))
	if err != nil {
		return act{}, nil, err
	}
	application, err := records.Applications.Get(ctx, c.Params("application"))
	if err == nil && !application.IsThirdParty {
		err = store.ErrNotFound
	}
	if err != nil {
		return act{}, nil, rule.OrMissing("third-party application "+c.Params("application"), err)
	}
	experiences, err := records.SignInExperiences.Of(ctx, []string{application.ID})
	if err != nil {
		return act{}, nil, fmt.Errorf("read sign-in experience: %w", err)
	}
	shown := models.ThirdPartyApplication{Application: *application, Experience: experiences[application.ID]}
	a := act{do: func(ctx context.Context, records *store.Store) error {
		return records.InTx(ctx, func(tx *store.Store) error {
			// The permission may have been lost since the page was shown.
			if _, err := manages(ctx, tx, organization.ID); err != nil {
				return err
			}
			return h.Consents.Block(ctx, tx, organization.ID, application.ID, session.From(ctx).UserID, isBlocked)
		})
	}}
	a.Name, a.CancelURL = shown.DisplayName(), web.Site(c).AccountOrganization(organization.ID)
	return a, locales.Data{"Application": a.Name, "Organization": organization.Name}, nil
}
