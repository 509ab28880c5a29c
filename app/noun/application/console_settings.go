package application

import (
	"context"
	"slices"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/application"
	"portico/views/href"
)

// paramNew marks the URL of an application that has just been created.
const paramNew = "new"

func (h *Console) new(c *fiber.Ctx) (web.FormPage[models.Application], error) {
	ctx, site := c.UserContext(), web.Console(c)
	isThirdParty := c.Query("kind") == view.KindThirdParty
	return web.FormPage[models.Application]{
		Values: models.Application{
			Type: models.ApplicationTraditional, IsThirdParty: isThirdParty,
			CustomClientMetadata: models.CustomClientMetadata{Framework: models.FrameworkOther},
		},
		Form: view.NewForm, FieldNames: []string{"framework", "name", "description", "redirectUris"},
		Page: view.NewPage(ctx, isThirdParty, apiURL(tenant.From(ctx))).With,
		Read: func(typed web.Fields, a *models.Application) {
			a.Name, a.Description, a.Type = typed.Line("name"), noun.OrNone(typed.Get("description")), typeOf(typed.Get("type"))
			a.IsThirdParty, a.CustomClientMetadata.RequirePKCE = typed.IsOn("isThirdParty"), typed.IsOn("requirePkce")
			a.OIDCClientMetadata.RedirectURIs = typed.Lines("redirectUris")
			a.CustomClientMetadata.Framework = typed.Get("framework")
		},
		Save: func(ctx context.Context, records *store.Store, typed models.Application) (string, error) {
			created, _, err := h.Create(ctx, records, newOf(typed))
			if err != nil {
				return "", err
			}
			return href.With(site.Application(created.ID), paramNew, "yes"), nil
		},
	}, nil
}

// newOf lets the framework decide, and drops what the type does not use: the form
// hides both, but still submits them.
func newOf(typed models.Application) New {
	framework, ok := models.FrameworkNamed(typed.CustomClientMetadata.Framework)
	if framework.Type != "" {
		typed.Type = framework.Type
	}
	fields := New{Name: typed.Name, Description: noun.Text(typed.Description), Type: typed.Type}
	fields.CustomClientMetadata.Framework = typed.CustomClientMetadata.Framework
	if !isMachine(&typed) {
		fields.IsThirdParty, fields.OIDCClientMetadata = typed.IsThirdParty, typed.OIDCClientMetadata
		fields.UserScopes = InitialUserScopes()
		fields.CustomClientMetadata.RequirePKCE = typed.CustomClientMetadata.RequirePKCE && typed.Type == models.ApplicationTraditional
	}
	if ok {
		framework.Preset(&fields.OIDCClientMetadata, &fields.CustomClientMetadata)
	}
	return fields
}

// typeOf is the type with this name, "" if there is none.
func typeOf(name string) models.ApplicationType {
	if kind := models.ApplicationType(name); slices.Contains(models.ApplicationTypes(), kind) {
		return kind
	}
	return ""
}

// settings leaves unchanged what the tab does not show.
func (h *Console) settings(c *fiber.Ctx) (web.FormPage[models.Application], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[models.Application]{}, err
	}
	props := view.SettingsProps{IsNew: c.Query(paramNew) != ""}
	if details.Application.IsThirdParty {
		scopes, err := tenant.From(c.UserContext()).Store.ConsentScopes.Of(c.UserContext(), details.Application.ID)
		if err != nil {
			return web.FormPage[models.Application]{}, err
		}
		props.AsksNothing = scopes.IsEmpty()
	}
	return web.FormPage[models.Application]{
		Values: *details.Application, Form: details.SettingsForm, Done: "console.application.saved",
		FieldNames: []string{"name", "description", "redirectUris", "postLogoutRedirectUris", "corsAllowedOrigins"},
		Page:       func(form templ.Component) templ.Component { return details.SettingsPage(props, form) },
		Read: func(typed web.Fields, a *models.Application) {
			a.Name, a.Description = typed.Line("name"), noun.OrNone(typed.Get("description"))
			a.OIDCClientMetadata.RedirectURIs = typed.Lines("redirectUris")
			a.OIDCClientMetadata.PostLogoutRedirectURIs = typed.Lines("postLogoutRedirectUris")
			a.CustomClientMetadata.CORSAllowedOrigins = typed.Lines("corsAllowedOrigins")
		},
		Save: func(ctx context.Context, records *store.Store, typed models.Application) (string, error) {
			description := noun.Text(typed.Description)
			changes := Changes{Name: &typed.Name, Description: &description}
			if !isMachine(&typed) {
				changes.OIDCClientMetadata, changes.CustomClientMetadata = &typed.OIDCClientMetadata, &typed.CustomClientMetadata
			}
			_, err := h.Update(ctx, records, typed.ID, changes)
			return "", err
		},
	}, nil
}
