package customjwt

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/customjwt"
)

// Console serves the pages of the scripts.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group. The service refuses operators whom
// an admin keeps from scripts.
func (h *Console) Mount(r fiber.Router) {
	pages := r.Group("/customize-jwt")
	pages.Get("", h.list)
	web.MountForm(h.Render, pages, "/:kind", h.edit)
	pages.Post("/:kind/test", h.test)
	pages.Post("/:kind/find", h.find)
	pages.Post("/:kind/load", h.load)
	pages.Post("/:kind/cases", h.addCase)
	h.Render.MountQuestion(pages, "/:kind/cases/:case/delete", h.deleteCase)
	h.Render.MountQuestion(pages, "/:kind/delete", h.delete)
	pages.Get("/:kind/history", h.history)
	pages.Get("/:kind/history/:number", h.version)
	h.Render.MountQuestion(pages, "/:kind/history/:number/restore", h.rollBack)
}

// apiURL is the URL of the scripts in the Management API.
func apiURL(ctx context.Context) string {
	return tenant.From(ctx).URL("/api/configs/jwt-customizer")
}

func (h *Console) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	var scripts []view.Script
	for _, kind := range models.TokenKinds() {
		found, err := h.script(ctx, kind)
		if err != nil {
			return err
		}
		scripts = append(scripts, found.Script)
	}
	var measures []view.Measure
	for _, m := range h.Measures() {
		measures = append(measures, view.Measure{Name: m.Name, Detail: m.Detail, Holds: m.Holds})
	}
	return h.Render.Page(c, fiber.StatusOK, view.ListPage(ctx, apiURL(ctx)).With(view.List(scripts, measures)))
}

// shown is a script as its pages show it, with its variables.
type shown struct {
	view.Script
	variables Variables
}

// script reads the script of a kind of tokens, if there is one, with its failures.
func (h *Console) script(ctx context.Context, kind models.TokenKind) (shown, error) {
	found := shown{Script: view.Script{Kind: kind, MayEdit: actor.MayEditScripts(ctx)}}
	records := tenant.From(ctx).Store
	saved, err := h.Service.find(ctx, records, kind)
	if err != nil || saved == nil {
		return found, err
	}
	failures, err := h.Failures(ctx, records, &saved.JWTCustomizer)
	found.Saved, found.variables = &saved.JWTCustomizer, saved.Variables
	found.Failures = view.Failures(failures)
	return found, err
}

// kindIn returns the kind of tokens that the path names. Fault: entity.not_found.
func kindIn(c *fiber.Ctx) (models.TokenKind, error) {
	for _, kind := range models.TokenKinds() {
		if view.KindPath(kind) == c.Params("kind") {
			return kind, nil
		}
	}
	return "", rule.Missing("script of such tokens")
}

// present reads the script that the path names, which must be saved. Fault:
// entity.not_found.
func (h *Console) present(c *fiber.Ctx) (shown, error) {
	kind, err := kindIn(c)
	if err != nil {
		return shown{}, err
	}
	found, err := h.script(c.UserContext(), kind)
	if err == nil && found.Saved == nil {
		err = rule.Missing("script of " + string(kind))
	}
	return found, err
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	found, err := h.present(c)
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.customjwt.deleteTitle", locales.Data{"Name": view.KindName(ctx, found.Kind)}),
			Text:      locales.T(ctx, "console.customjwt.deleteText"),
			CancelURL: web.Console(c).CustomJWT(), Label: locales.T(ctx, "console.customjwt.delete"),
		},
		Page: view.ListPage(ctx, apiURL(ctx)).ConfirmPage, Done: "console.customjwt.deleted",
		Act: func(ctx context.Context, records *store.Store) error {
			return h.Delete(ctx, records, found.Kind)
		},
	}, nil
}
