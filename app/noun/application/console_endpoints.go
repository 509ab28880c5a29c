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

// expiringSoon is how long before its end a secret is said to expire soon.
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

// setManagementAPI lets a machine call the Management API, or no longer.
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

// endpointsOf are the addresses that the discovery document names.
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

// secretsFor are the secrets as whoever asks may see them: the values are for
// people who may change the application.
func (h *Console) secretsFor(ctx context.Context, records *store.Store, id string) ([]view.Secret, error) {
	secrets, err := h.Secrets.List(ctx, records, models.ApplicationHolder(id))
	if err != nil {
		return nil, err
	}
	now := h.Now()
	shown := make([]view.Secret, 0, len(secrets))
	for _, secret := range secrets {
		s := view.Secret{OpenSecret: secret}
		if !layout.ShellOf(ctx).CanChange || s.Value == models.MaskedSecret {
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
