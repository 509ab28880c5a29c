package application

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/layout"
)

// Console serves the pages of the applications.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group. Pages that only ask for a
// change are limited to operators who may make it.
func (h *Console) Mount(r fiber.Router) {
	applications, change := r.Group("/applications"), web.Require(actor.Change)
	applications.Get("", h.list)
	web.MountForm(h.Render, applications, "/new", h.new, change)
	web.MountForm(h.Render, applications, "/:id", h.settings)
	h.Render.MountQuestion(applications, "/:id/delete", h.delete)
	applications.Get("/:id/endpoints", h.endpoints)
	applications.Post("/:id/management-api", h.setManagementAPI)
	web.MountForm(h.Render, applications, "/:id/secrets/new", h.newSecret, change)
	h.Render.MountQuestion(applications, "/:id/secrets/:name/delete", h.deleteSecret)
	web.MountForm(h.Render, applications, "/:id/tokens", h.tokens)
}

// details reads the application named in the URL. Fault: entity.not_found.
func (h *Console) details(c *fiber.Ctx) (view.Details, error) {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	found, err := h.kind().Get(ctx, t.Store, c.Params("id"))
	if err != nil {
		return view.Details{}, err
	}
	uncontrolled, err := noun.Uncontrolled(ctx, t.Store, found.ID)
	if uncontrolled[found.ID] {
		found.CustomClientMetadata.SetClientKeys(models.CustomClientMetadata{})
	}
	details := view.DetailsOf(ctx, found, apiURL(t)+"/"+found.ID)
	details.IsUncontrolled = uncontrolled[found.ID]
	return details, err
}

// controlled is details for operators who may control the application. Faults:
// entity.not_found, auth.forbidden.
func (h *Console) controlled(c *fiber.Ctx) (view.Details, error) {
	details, err := h.details(c)
	if err == nil && details.IsUncontrolled {
		err = fault.New(fault.Forbidden, "auth.forbidden")
	}
	return details, err
}

// HolderPage is the page of a machine, for the tabs of other nouns. Fault:
// entity.not_found, also for applications that people sign in to: they have no
// roles and belong to no organization.
func (h *Console) HolderPage(c *fiber.Ctx) (layout.Holder, error) {
	details, err := h.details(c)
	if err == nil && !isMachine(details.Application) {
		err = rule.Missing("machine " + details.Application.ID)
	}
	return holderPage(details, err)
}

// ThirdPartyPage is the page of a third-party application, for the tabs that only these
// have. Fault: entity.not_found, also for a first-party application.
func (h *Console) ThirdPartyPage(c *fiber.Ctx) (view.Details, error) {
	details, err := h.details(c)
	if err == nil && !details.Application.IsThirdParty {
		err = rule.Missing("third-party application " + details.Application.ID)
	}
	return details, err
}

// OfAnyType are the pages of applications of every type, for tabs that are not
// limited to machines.
type OfAnyType struct{ *Console }

// HolderPage is the page of an application. Fault: entity.not_found.
func (p OfAnyType) HolderPage(c *fiber.Ctx) (layout.Holder, error) {
	return holderPage(p.details(c))
}

func holderPage(details view.Details, err error) (layout.Holder, error) {
	if err != nil {
		return layout.Holder{}, err
	}
	return layout.Holder{Holder: models.ApplicationHolder(details.Application.ID), Record: details.Record}, nil
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	kind := c.Query("kind")
	listed := view.Listed{IsThirdParty: kind == view.KindThirdParty, Type: typeOf(c.Query("type"))}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.Application, int64, error) {
		filter := store.ApplicationFilter{IsThirdParty: &listed.IsThirdParty, Search: store.Anywhere(query)}
		if listed.Type != "" {
			filter.Types = []models.ApplicationType{listed.Type}
		}
		return t.Store.Applications.List(ctx, filter, page)
	})
	if err != nil {
		return err
	}
	listed.Applications = list.Rows
	props := list.Props("application-list", web.Console(c).Applications(), "kind", kind, "type", string(listed.Type))
	return h.Render.List(c, view.List(ctx, props, listed, apiURL(t)))
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, err := h.controlled(c)
	if err != nil {
		return web.Question{}, err
	}
	return web.Deletion(details.Record, view.TabSettings, component.ConfirmProps{
		Title: locales.T(ctx, "console.application.deleteTitle", locales.Data{"Name": details.Name}),
		Text:  locales.T(ctx, "console.application.deleteText"), Label: locales.T(ctx, "console.application.delete"),
	}, "console.applications.deleted", details.BackURL, func(ctx context.Context, records *store.Store) error {
		return h.Delete(ctx, records, details.Application.ID)
	}), nil
}

// apiURL is the public URL of the applications in the Management API.
func apiURL(t *tenant.Tenant) string { return t.URL("/api/applications") }

// isMachine reports whether nobody signs in to the application.
func isMachine(a *models.Application) bool { return a.Type == models.ApplicationMachineToMachine }
