package application

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/application"
	"portico/views/href"
)

// paramNew marks the address of an application that has just been made.
const paramNew = "new"

func (h *Console) new(c *fiber.Ctx) error {
	return h.Render.Page(c, fiber.StatusOK, view.NewPage(view.NewProps{
		Type: models.ApplicationTraditional, RequiresPKCE: true,
		IsThirdParty: c.Query("kind") == view.KindThirdParty,
		APIURL:       apiURL(tenant.From(c.UserContext())),
	}))
}

func (h *Console) register(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	form, err := web.Values(c)
	if err != nil {
		return err
	}
	typed := view.NewProps{
		Type: typeOf(form.Get("type")), Name: strings.TrimSpace(form.Get("name")), Description: form.Get("description"),
		RedirectURIs: filled(form["redirectUris"]), IsThirdParty: isOn(form.Get("isThirdParty")),
		RequiresPKCE: isOn(form.Get("requirePkce")), APIURL: apiURL(t),
	}
	made, _, err := h.Create(ctx, t.Store, newOf(typed))
	if err != nil {
		typed.Errors, err = web.FormProblems(ctx, err, "name", "description", "redirectUris")
		if err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.NewPage(typed), view.NewForm(typed))
	}
	return web.Done(c, href.With(web.Console(c).Application(made.ID), paramNew, "yes"))
}

// newOf leaves out what the type has no use for: the form shows it only while
// another one is chosen.
func newOf(typed view.NewProps) New {
	fields := New{Name: typed.Name, Description: typed.Description, Type: typed.Type}
	if typed.Type == models.ApplicationMachineToMachine {
		return fields
	}
	fields.IsThirdParty = typed.IsThirdParty
	fields.OIDCClientMetadata.RedirectURIs = typed.RedirectURIs
	fields.CustomClientMetadata.RequirePKCE = typed.RequiresPKCE && typed.Type == models.ApplicationTraditional
	return fields
}
