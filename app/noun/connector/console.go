package connector

import (
	"context"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/connectors"
	"portico/locales"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/connector"
	"portico/views/layout"
)

// Console serves the page of the mail server.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	page := r.Group("/connectors")
	web.MountForm(h.Render, page, "", h.settings)
	page.Post("/test", h.test)
	h.Render.MountQuestion(page, "/:id/delete", h.delete)
}

func page(ctx context.Context, isSetUp bool) layout.Page {
	return view.MailPage(ctx, isSetUp, tenant.From(ctx).URL("/api/connectors"))
}

// mailServer is the mail server's page with its two forms.
func mailServer(ctx context.Context, found *Connector, form, test templ.Component) templ.Component {
	id := ""
	if found != nil {
		id = found.ID
	}
	return page(ctx, id != "").With(view.MailServer(id, form, test))
}

// settings is the mail server's form.
func (h *Console) settings(c *fiber.Ctx) (web.FormPage[view.Mail], error) {
	ctx, site := c.UserContext(), web.Console(c)
	stored, found, err := h.stored(ctx)
	return web.FormPage[view.Mail]{
		Values: stored, Form: view.MailForm, Read: readMail, Done: "console.connector.saved",
		FieldNames: []string{"host", "port", "user", "pass", "fromEmail", "subject", "content"},
		Page: func(form templ.Component) templ.Component {
			return mailServer(ctx, found, form, view.TestForm(layout.Form[string]{Action: site.ConnectorTest()}))
		},
		Save: func(ctx context.Context, records *store.Store, mail view.Mail) (string, error) {
			config := configOf(mail, found)
			if found == nil {
				_, err := h.Create(ctx, records, New{ConnectorID: h.idsOf(connectors.KindEmail)[0], Config: config})
				return "", err
			}
			_, err := h.Update(ctx, records, found.ID, Changes{Config: config})
			return "", err
		},
	}, err
}

// test sends an email using the stored configuration.
func (h *Console) test(c *fiber.Ctx) error {
	ctx, site := c.UserContext(), web.Console(c)
	stored, found, err := h.stored(ctx)
	if err != nil {
		return err
	}
	values, err := web.Values(c)
	if err != nil {
		return err
	}
	if found == nil {
		return rule.Missing("mail connector")
	}
	typed := layout.Form[string]{Values: web.Fields{Values: values}.Line("email"), Action: site.ConnectorTest()}
	err = h.Test(ctx, found.ConnectorID, typed.Values, found.Config, sample(tenant.From(ctx)))
	if err == nil {
		web.Flash(c, "console.connector.tested")
		return web.Done(c, site.Connectors())
	}
	if typed.Errors, err = web.FormProblems(ctx, err, "email"); err != nil {
		return err
	}
	form, test := view.MailForm(layout.Form[view.Mail]{Values: stored, Action: site.Connectors()}), view.TestForm(typed)
	return h.Render.Part(c, fiber.StatusUnprocessableEntity, mailServer(ctx, found, form, test), test)
}

func (h *Console) delete(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	found, err := h.Get(ctx, tenant.From(ctx).Store, c.Params("id"))
	if err != nil {
		return web.Question{}, err
	}
	return web.Question{
		ConfirmProps: component.ConfirmProps{
			Title: locales.T(ctx, "console.connector.removeTitle"), Text: locales.T(ctx, "console.connector.removeText"),
			CancelURL: web.Console(c).Connectors(), Label: locales.T(ctx, "console.connector.remove"),
		},
		Page: page(ctx, true).ConfirmPage, Done: "console.connector.removed",
		Act: func(ctx context.Context, records *store.Store) error { return h.Delete(ctx, records, found.ID) },
	}, nil
}
