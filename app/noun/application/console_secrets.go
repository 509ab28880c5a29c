package application

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/views/component"
	view "portico/views/console/application"
	"portico/views/layout"
)

func (h *Console) newSecret(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	props := view.SecretProps{Details: details, Expires: view.ExpiresNever}
	return h.Render.Part(c, fiber.StatusOK, view.SecretPage(props), view.SecretForm(props))
}

func (h *Console) addSecret(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	id := details.Application.ID
	props := view.SecretProps{Details: details, Name: strings.TrimSpace(form["name"]), Expires: form["expires"], Date: form["expiresAt"]}
	expiresAt, err := h.endOf(props.Expires, props.Date)
	if err == nil {
		_, err = h.CreateSecret(ctx, tenant.From(ctx).Store, id, props.Name, expiresAt)
	}
	if err != nil {
		if props.Errors, err = web.FormProblems(ctx, err, "name", "expiresAt"); err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.SecretPage(props), view.SecretForm(props))
	}
	web.Flash(c, "console.application.secret.added")
	return web.Done(c, web.Console(c).ApplicationTab(id, view.TabEndpoints))
}

// endOf is when a secret ends that lives as long as was chosen: never, a number
// of days, or to the end of a date, in UTC. It is in epoch milliseconds, 0 for
// never. Fault: guard.invalid_input (expiresAt).
func (h *Console) endOf(life, date string) (int64, error) {
	switch life {
	case view.ExpiresNever:
		return 0, nil
	case view.ExpiresOnDate:
		day, err := time.ParseInLocation(time.DateOnly, date, time.UTC)
		if err != nil {
			return 0, invalid("expiresAt", "must be a date")
		}
		return day.AddDate(0, 0, 1).UnixMilli(), nil
	}
	days, err := strconv.Atoi(life)
	if err != nil || !slices.Contains(view.SecretDays(), days) {
		return 0, invalid("expiresAt", "must be one of the lives that are offered")
	}
	return h.Now().AddDate(0, 0, days).UnixMilli(), nil
}

func (h *Console) confirmDeleteSecret(c *fiber.Ctx) error {
	details, props, err := h.secretConfirmation(c)
	if err != nil {
		return err
	}
	page := view.SecretDeletePage(props, details.Application.Name)
	return h.Render.Part(c, fiber.StatusOK, page, component.Confirm(props))
}

func (h *Console) removeSecretOf(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, props, err := h.secretConfirmation(c)
	if err != nil {
		return err
	}
	name, err := secretName(c)
	if err != nil {
		return err
	}
	if err := h.DeleteSecret(ctx, tenant.From(ctx).Store, details.Application.ID, name); err != nil {
		return err
	}
	web.Flash(c, "console.application.secret.deleted")
	return web.Done(c, props.CancelURL)
}

func (h *Console) secretConfirmation(c *fiber.Ctx) (view.Details, component.ConfirmProps, error) {
	ctx, site := c.UserContext(), web.Console(c)
	details, err := h.details(c)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	name, err := secretName(c)
	if err != nil {
		return details, component.ConfirmProps{}, err
	}
	id := details.Application.ID
	if _, err := tenant.From(ctx).Store.ApplicationSecrets.Get(ctx, id, name); err != nil {
		return details, component.ConfirmProps{}, rule.OrMissing("such secret", err)
	}
	return details, component.ConfirmProps{
		Title:  locales.T(ctx, "console.application.secret.deleteTitle", locales.Data{"Name": name}),
		Text:   locales.T(ctx, "console.application.secret.deleteText"),
		Action: site.ApplicationSecretDelete(id, name), CancelURL: site.ApplicationTab(id, view.TabEndpoints),
		Label: locales.T(ctx, "console.application.secret.delete"), CSRF: layout.CSRFField(),
	}, nil
}

// secretName is the name of the secret in the address. What no name can be is
// that of no secret.
func secretName(c *fiber.Ctx) (string, error) {
	name, err := url.PathUnescape(c.Params("name"))
	if err != nil || !isText(name) {
		return "", fault.New(fault.Missing, "entity.not_found")
	}
	return name, nil
}
