package application

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/application"
)

// Console serves the pages of the applications.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	applications := r.Group("/applications")
	applications.Get("", h.list)
	change := web.Require(actor.Change)
	applications.Get("/new", change, h.new)
	applications.Post("/new", h.register)
	applications.Get("/:id", h.settings)
	applications.Post("/:id", h.saveSettings)
	applications.Get("/:id/delete", change, h.confirmDelete)
	applications.Post("/:id/delete", h.remove)
	applications.Get("/:id/endpoints", h.endpoints)
	applications.Post("/:id/management-api", h.setManagementAPI)
	applications.Get("/:id/secrets/new", change, h.newSecret)
	applications.Post("/:id/secrets/new", h.addSecret)
	applications.Get("/:id/secrets/:name/delete", change, h.confirmDeleteSecret)
	applications.Post("/:id/secrets/:name/delete", h.removeSecretOf)
	applications.Get("/:id/tokens", h.tokens)
	applications.Post("/:id/tokens", h.saveTokens)
}

// details reads the application that the address names. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	id, t := c.Params("id"), tenant.From(c.UserContext())
	found, err := t.Store.Applications.Get(c.UserContext(), id)
	if err != nil {
		return view.Details{}, rule.OrMissing("application "+id, err)
	}
	return view.DetailsOf(c.UserContext(), found, apiURL(t, found.ID)), nil
}

// machine reads the machine that the address names. Fault: entity.not_found,
// also for applications of other types: they have no roles and are in no organization.
func (h *Console) machine(c *fiber.Ctx) (view.Details, error) {
	details, err := h.details(c)
	if err == nil && !isMachine(details.Application) {
		err = rule.Missing("machine " + details.Application.ID)
	}
	return details, err
}

// apiURL is the public address of applications in the Management API.
func apiURL(t *tenant.Tenant, segments ...string) string {
	return t.URL(strings.Join(append([]string{"/api/applications"}, segments...), "/"))
}

// filled are the lines of a field that are not empty, without the space around them.
func filled(lines []string) []string {
	filled := []string{}
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			filled = append(filled, line)
		}
	}
	return filled
}

// isOn reads a switch.
func isOn(value string) bool { return value == "on" }

// isMachine reports whether nobody signs in to the application.
func isMachine(a *models.Application) bool { return a.Type == models.ApplicationMachineToMachine }
