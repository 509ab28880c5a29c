package customjwt

import (
	"context"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/customjwt"
)

func (h *Console) history(c *fiber.Ctx) error {
	ctx := c.UserContext()
	found, err := h.present(c)
	if err != nil {
		return err
	}
	versions, err := h.Versions(ctx, tenant.From(ctx).Store, found.Kind)
	if err != nil {
		return err
	}
	record := found.Record(ctx, apiURL(ctx))
	return h.Render.Page(c, fiber.StatusOK, record.Tab(view.TabHistory).With(view.History(record, versions)))
}

func (h *Console) version(c *fiber.Ctx) error {
	ctx := c.UserContext()
	found, version, err := h.versionIn(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.VersionPage(ctx, found.Record(ctx, apiURL(ctx)), version, found.Saved.Script))
}

// rollBack asks whether to run an earlier version again.
func (h *Console) rollBack(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	found, version, err := h.versionIn(c)
	if err != nil {
		return web.Question{}, err
	}
	record := found.Record(ctx, apiURL(ctx))
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.customjwt.rollBackTitle", locales.Data{"Number": version.Number}),
			Text:  locales.T(ctx, "console.customjwt.rollBackText"), CancelURL: record.TabURL(view.TabHistory),
			Label: locales.T(ctx, "console.customjwt.rollBack"), IsHarmless: true,
		},
		Page: record.ConfirmPage, Done: "console.customjwt.rolledBack", NextURL: record.URL,
		Act: func(ctx context.Context, records *store.Store) error {
			_, err := h.RollBack(ctx, records, found.Kind, version.Number)
			return err
		},
	}, nil
}

// versionIn reads the version that the path names. Fault: entity.not_found.
func (h *Console) versionIn(c *fiber.Ctx) (shown, *models.JWTCustomizerVersion, error) {
	found, err := h.present(c)
	if err != nil {
		return shown{}, nil, err
	}
	number, err := strconv.ParseInt(c.Params("number"), 10, 64)
	if err != nil {
		return shown{}, nil, rule.Missing("version " + c.Params("number"))
	}
	version, err := h.Version(c.UserContext(), tenant.From(c.UserContext()).Store, found.Kind, number)
	return found, version, err
}
