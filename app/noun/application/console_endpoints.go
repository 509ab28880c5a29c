package application

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/application"
	"portico/views/href"
	"portico/views/layout"
)

// expiringSoon is how long before its end a secret is shown as expiring soon.
const expiringSoon = 14 * 24 * time.Hour

func (h *Console) endpoints(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	details, err := h.details(c)
	if err != nil {
		return err
	}
	props := view.EndpointsProps{Details: details, Endpoints: endpointsOf(t), ManagementAPI: t.ManagementAPI}
	if isMachine(details.Application) {
		if props.MayManage, err = h.HasManagementAPI(ctx, t.Store, details.Application.ID); err != nil {
			return err
		}
	}
	if !details.Application.IsPublic() {
		if props.Secrets, err = h.secretsFor(ctx, t.Store, details.Application.ID); err != nil {
			return err
		}
	}
	return h.Render.Page(c, fiber.StatusOK, view.EndpointsPage(props))
}

// setManagementAPI grants or revokes a machine's access to the Management API.
func (h *Console) setManagementAPI(c *fiber.Ctx) error {
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	ctx, id := c.UserContext(), c.Params("id")
	if err := h.SetManagementAPI(ctx, tenant.From(ctx).Store, id, form["access"] == "on"); err != nil {
		return err
	}
	web.Flash(c, "console.application.saved")
	return web.Done(c, href.Below(web.Console(c).Application(id), view.TabEndpoints))
}

// endpointsOf are the URLs in the discovery document.
func endpointsOf(t *tenant.Tenant) view.Endpoints {
	issuer := t.Issuer()
	return view.Endpoints{
		Issuer:        issuer,
		Discovery:     issuer + "/.well-known/openid-configuration",
		Authorization: issuer + "/auth",
		Token:         issuer + "/token",
		UserInfo:      issuer + "/me",
		JWKS:          issuer + "/jwks",
		EndSession:    issuer + "/session/end",
	}
}

// secretsFor are the secrets as the current operator may see them: values only for
// operators who may change the application.
func (h *Console) secretsFor(ctx context.Context, records *store.Store, id string) ([]view.Secret, error) {
	secrets, err := h.Secrets.List(ctx, records, models.ApplicationHolder(id))
	if err != nil {
		return nil, err
	}
	now := h.Now()
	shown := make([]view.Secret, 0, len(secrets))
	for _, secret := range secrets {
		s := view.Secret{OpenSecret: secret}
		if !layout.ShellOf(ctx).CanChange {
			s.Value = ""
		}
		if s.ExpiresAt != 0 {
			s.IsExpired = s.ExpiresAt <= now.UnixMilli()
			s.IsExpiring = s.ExpiresAt <= now.Add(expiringSoon).UnixMilli()
		}
		shown = append(shown, s)
	}
	return shown, nil
}
