package application

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/application"
)

func (h *Console) settings(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.SettingsPage(view.SettingsProps{
		Details: details, Settings: view.SettingsOf(details.Application), IsNew: c.Query(paramNew) != "",
	}))
}

func (h *Console) saveSettings(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Values(c)
	if err != nil {
		return err
	}
	typed := view.Settings{
		Name: strings.TrimSpace(form.Get("name")), Description: form.Get("description"),
		RedirectURIs:           filled(form["redirectUris"]),
		PostLogoutRedirectURIs: filled(form["postLogoutRedirectUris"]),
		CORSAllowedOrigins:     filled(form["corsAllowedOrigins"]),
	}
	id := details.Application.ID
	_, err = h.Update(ctx, tenant.From(ctx).Store, id, settingsChanges(details.Application, typed))
	if err != nil {
		props := view.SettingsProps{Details: details, Settings: typed}
		props.Errors, err = web.FormProblems(ctx, err,
			"name", "description", "redirectUris", "postLogoutRedirectUris", "corsAllowedOrigins")
		if err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.SettingsPage(props), view.SettingsForm(props))
	}
	web.Flash(c, "console.application.saved")
	return web.Done(c, web.Console(c).Application(id))
}

// settingsChanges keeps what the tab does not show.
func settingsChanges(stored *models.Application, typed view.Settings) Changes {
	changes := Changes{Name: &typed.Name, Description: &typed.Description}
	if isMachine(stored) {
		return changes
	}
	addresses, metadata := stored.OIDCClientMetadata, stored.CustomClientMetadata
	addresses.RedirectURIs, addresses.PostLogoutRedirectURIs = typed.RedirectURIs, typed.PostLogoutRedirectURIs
	metadata.CORSAllowedOrigins = typed.CORSAllowedOrigins
	changes.OIDCClientMetadata, changes.CustomClientMetadata = &addresses, &metadata
	return changes
}
