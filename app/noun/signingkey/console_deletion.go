package signingkey

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/signingkey"
	"portico/views/layout"
)

func (h *Console) confirm(c *fiber.Ctx) error {
	props, err := deletionProps(c)
	if err != nil {
		return err
	}
	return h.Render.Part(c, fiber.StatusOK, view.DeletePage(props), component.Confirm(props))
}

func (h *Console) remove(c *fiber.Ctx) error {
	props, err := deletionProps(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	if form["confirm"] != props.Name {
		props.Error = locales.T(ctx, "component.confirm.mismatch")
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.DeletePage(props), component.Confirm(props))
	}
	if err := h.Delete(ctx, tenant.From(ctx).Store, c.Params("id")); err != nil {
		return err
	}
	web.Flash(c, "console.keys.deleted")
	return web.Done(c, web.Console(c).Keys())
}

// deletionProps says what deleting a previous key does; others cannot be deleted.
func deletionProps(c *fiber.Ctx) (component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	keys, err := tenant.From(ctx).Store.SigningKeys.List(ctx)
	if err != nil {
		return component.ConfirmProps{}, err
	}
	key := withID(keys, c.Params("id"))
	switch {
	case key == nil:
		return component.ConfirmProps{}, notFound(c.Params("id"))
	case key.Status != models.KeyPrevious:
		return component.ConfirmProps{}, fault.New(fault.Unprocessable, "oidc.key_required")
	}
	return component.ConfirmProps{
		Title:  locales.T(ctx, "console.key.deleteTitle", locales.Data{"Key": short(key.ID)}),
		Text:   locales.T(ctx, "console.key.deleteText", locales.Data{"Name": key.Algorithm}),
		Action: site.KeyDelete(key.ID), CancelURL: site.Keys(),
		Label: locales.T(ctx, "console.key.deleteLabel"), Name: short(key.ID), CSRF: layout.CSRFField(),
	}, nil
}
