package role

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/views/component"
	view "portico/views/console/role"
	"portico/views/layout"
)

func (h *Console) general(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	stored := details.Role
	return h.Render.Page(c, fiber.StatusOK, view.GeneralPage(view.GeneralProps{
		Details: details, Name: stored.Name, Description: stored.Description, IsDefault: stored.IsDefault,
	}))
}

func (h *Console) saveGeneral(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	typed := view.GeneralProps{
		Details: details, Name: strings.TrimSpace(form["name"]), Description: strings.TrimSpace(form["description"]),
		IsDefault: form["isDefault"] == "on" && details.Role.Type == models.RoleUser,
	}
	_, err = h.Update(ctx, tenant.From(ctx).Store, details.Role.ID, Changes{
		Name: &typed.Name, Description: &typed.Description, IsDefault: &typed.IsDefault,
	})
	if err != nil {
		if typed.Errors, err = web.FormProblems(ctx, err, "name", "description", "isDefault"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.GeneralPage(typed), view.GeneralForm(typed))
	}
	web.Flash(c, "console.role.saved")
	return web.Done(c, tabURL(c, details, view.TabGeneral))
}

func (h *Console) confirmDelete(c *fiber.Ctx) error {
	details, props, err := h.deletion(c)
	if err != nil {
		return err
	}
	return h.ask(c, fiber.StatusOK, details, props)
}

func (h *Console) remove(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.deletion(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	if strings.TrimSpace(form["confirm"]) == strings.TrimSpace(props.Name) {
		err = h.Delete(ctx, tenant.From(ctx).Store, details.Role.ID)
		if err == nil {
			web.Flash(c, "console.role.deleted")
			return web.Done(c, web.Console(c).Roles())
		}
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		props.Error = texts[""]
	} else {
		props.Error = locales.T(ctx, "component.confirm.mismatch")
	}
	return h.ask(c, fiber.StatusUnprocessableEntity, details, props)
}

func (h *Console) deletion(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	doomed := details.Role
	return details, component.ConfirmProps{
		Title:  locales.T(ctx, "console.role.deleteTitle", locales.Data{"Name": doomed.Name}),
		Text:   locales.T(ctx, "console.role.deleteText"),
		Action: web.Console(c).RoleDelete(doomed.ID), CancelURL: tabURL(c, details, view.TabGeneral),
		Label: locales.T(ctx, "console.role.delete"), Name: doomed.Name, CSRF: layout.CSRFField(),
	}, nil
}
