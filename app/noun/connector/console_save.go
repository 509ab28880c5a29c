package connector

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/tenant"
	"portico/connectors"
	view "portico/views/console/connector"
)

func (h *Console) save(c *fiber.Ctx) error {
	ctx, records := c.UserContext(), tenant.From(c.UserContext()).Store
	props, found, err := h.mailProps(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	config := configOf(form, found)
	if found == nil {
		_, err = h.Create(ctx, records, New{ConnectorID: h.idsOf(connectors.KindEmail)[0], Config: config})
	} else {
		_, err = h.Update(ctx, records, found.ID, Changes{Config: config})
	}
	if err == nil {
		web.Flash(c, "console.connector.saved")
		return web.Done(c, web.Console(c).Connectors())
	}
	f := fault.From(err)
	if !web.IsExpected(f) || f.Kind == fault.Missing {
		return err
	}
	props.Mail = view.Mail{
		Host: form["host"], Port: form["port"], IsSecure: form["secure"] == "on", User: form["user"], HasPassword: props.HasPassword,
		FromEmail: form["fromEmail"], Subject: form["subject"], Content: form["content"], ContentType: form["contentType"],
	}
	props.Errors = onMailForm(ctx, f)
	return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.MailPage(props), view.MailForm(props))
}

// configOf is the configuration that a form asks for. What the form does not
// show of the one that is there stays: a password that is not typed, templates
// of other usages.
func configOf(form map[string]string, found *Connector) Config {
	config, stored, password := Config{}, Config{}, any(form["pass"])
	if found != nil {
		stored = found.Config
		if replyTo, isThere := stored["replyTo"]; isThere {
			config["replyTo"] = replyTo
		}
	}
	if auth, isThere := stored["auth"].(Config); isThere && password == "" {
		password = auth["pass"]
	}
	port, _ := strconv.Atoi(strings.TrimSpace(form["port"])) // 0 is refused
	config["host"], config["port"], config["secure"] = strings.TrimSpace(form["host"]), port, form["secure"] == "on"
	config["fromEmail"] = strings.TrimSpace(form["fromEmail"])
	if user := strings.TrimSpace(form["user"]); user != "" {
		config["auth"] = Config{"type": "login", "user": user, "pass": password}
	}
	own := string(connectors.UsageOrganizationInvitation)
	templates := []any{Config{
		"usageType": own, "subject": form["subject"], "content": strings.ReplaceAll(form["content"], "\r\n", "\n"),
		"contentType": form["contentType"],
	}}
	others, _ := stored["templates"].([]any)
	for _, template := range others {
		if fields, isObject := template.(Config); isObject && fields["usageType"] != own {
			templates = append(templates, template)
		}
	}
	config["templates"] = templates
	return config
}

// onMailForm puts the texts of a configuration's parts where the form has them.
func onMailForm(ctx context.Context, f *fault.Error) map[string]string {
	inputs := map[string]string{
		"config.host": "host", "config.port": "port", "config.auth.user": "user", "config.auth.pass": "pass",
		"config.fromEmail": "fromEmail", "config.templates.0.subject": "subject", "config.templates.0.content": "content",
	}
	texts := map[string]string{}
	for field, text := range web.FieldErrors(ctx, f) {
		texts[inputs[field]] = text
	}
	return texts
}
