package signingkey

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/signingkey"
	"portico/views/href"
	"portico/views/layout"
)

func (h *Console) confirmRotation(c *fiber.Ctx) error {
	props, err := h.rotationProps(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.RotatePage(props), component.Confirm(props))
}

func (h *Console) rotate(c *fiber.Ctx) error {
	ctx, algorithm := c.UserContext(), c.Query("algorithm")
	// Without one the service would rotate the default's keys, which nobody was asked about.
	if err := h.Keys.CheckAlgorithm(algorithm); err != nil {
		return err
	}
	// What the page said holds for the key that was current when it was shown.
	if err := h.RotateFrom(ctx, tenant.From(ctx).Store, algorithm, c.Query("from")); err != nil {
		return err
	}
	web.Flash(c, "console.keys.rotated")
	return web.Done(c, web.Console(c).Keys())
}

// rotationProps says what rotating the keys of the algorithm asked for does.
func (h *Console) rotationProps(c *fiber.Ctx) (component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	algorithm := c.Query("algorithm")
	if err := h.Keys.CheckAlgorithm(algorithm); err != nil {
		return component.ConfirmProps{}, err
	}
	keys, err := keysOf(ctx, tenant.From(ctx).Store, algorithm)
	if err != nil {
		return component.ConfirmProps{}, err
	}
	text, ending := locales.T(ctx, "console.key.rotateText"), at(keys, models.KeyPrevious)
	if ending != nil {
		text = locales.T(ctx, "console.key.rotateEndText", locales.Data{"Key": short(ending.ID)})
	}
	from := ""
	if current := at(keys, models.KeyCurrent); current != nil {
		from = current.ID
	}
	return component.ConfirmProps{
		Title: locales.T(ctx, "console.key.rotateTitle", locales.Data{"Name": algorithm}), Text: text,
		Action: href.With(site.KeysRotate(), "algorithm", algorithm, "from", from), CancelURL: site.Keys(),
		Label: locales.T(ctx, "console.keys.rotateNamed", locales.Data{"Name": algorithm}), CSRF: layout.CSRFField(),
		IsHarmless: ending == nil,
	}, nil
}
