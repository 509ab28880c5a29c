package application

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/application"
)

func (h *Console) newSecret(c *fiber.Ctx) (web.FormPage[view.NewSecret], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[view.NewSecret]{}, err
	}
	return web.FormPage[view.NewSecret]{
		Values: view.NewSecret{Expires: view.ExpiresNever}, Form: details.SecretForm, Page: details.SecretPage(c.UserContext()),
		FieldNames: []string{"name", "expiresAt"}, Done: "console.application.secret.added",
		Read: func(typed web.Fields, secret *view.NewSecret) {
			secret.Name, secret.Expires, secret.Date = typed.Line("name"), typed.Get("expires"), typed.Get("expiresAt")
		},
		Save: func(ctx context.Context, records *store.Store, typed view.NewSecret) (string, error) {
			expiresAt, err := h.endOf(typed.Expires, typed.Date)
			if err == nil {
				_, err = h.Secrets.Create(ctx, records, models.ApplicationHolder(details.Application.ID), typed.Name, expiresAt)
			}
			return details.TabURL(view.TabEndpoints), err
		},
	}, nil
}

// endOf is when a secret expires, from the form's choice: never, after a number
// of days, or at the end of a date, in UTC. It is in epoch milliseconds, 0 for
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

func (h *Console) deleteSecret(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return web.Question{}, err
	}
	name, err := secretName(c)
	if err != nil {
		return web.Question{}, err
	}
	application := models.ApplicationHolder(details.Application.ID)
	if _, err := tenant.From(ctx).Store.Secrets.Get(ctx, application, name); err != nil {
		return web.Question{}, rule.OrMissing("such secret", err)
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title:     locales.T(ctx, "console.application.secret.deleteTitle", locales.Data{"Name": name}),
			Text:      locales.T(ctx, "console.application.secret.deleteText"),
			CancelURL: details.TabURL(view.TabEndpoints), Label: locales.T(ctx, "console.application.secret.delete"),
		},
		Page: details.ConfirmPage, Done: "console.application.secret.deleted",
		Act: func(ctx context.Context, records *store.Store) error {
			return h.Secrets.Delete(ctx, records, application, name)
		},
	}, nil
}

// secretName is the name of the secret in the URL. An invalid name is treated as
// unknown.
func secretName(c *fiber.Ctx) (string, error) {
	name, err := url.PathUnescape(c.Params("name"))
	if err != nil || !isText(name) {
		return "", rule.Missing("such secret")
	}
	return name, nil
}
