package connector

import (
	"context"
	"strconv"
	"strings"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/connectors"
	view "portico/views/console/connector"
)

// stored is the stored mail server with its connector or, without one, the defaults
// of a new mail server and nil.
func (h *Console) stored(ctx context.Context) (view.Mail, *Connector, error) {
	stored := view.Mail{
		Port: "587", ContentType: connectors.TypeText, Subject: view.DefaultSubject(ctx), Content: view.DefaultContent(ctx),
	}
	all, err := h.All(ctx, tenant.From(ctx).Store)
	if err != nil {
		return stored, nil, err
	}
	for i := range all {
		if found := &all[i]; found.Definition.Kind == connectors.KindEmail {
			mail, err := h.mail(found.Definition, found.Config)
			if err != nil {
				return stored, nil, err
			}
			fill(&stored, found.Config, mail)
			return stored, found, nil
		}
	}
	return stored, nil, nil
}

func fill(stored *view.Mail, config Config, mail connectors.Mail) {
	stored.Host, _ = config["host"].(string)
	stored.FromEmail, _ = config["fromEmail"].(string)
	stored.IsSecure, _ = config["secure"].(bool)
	if port, isNumber := config["port"].(float64); isNumber {
		stored.Port = strconv.Itoa(int(port))
	}
	if auth, isObject := config["auth"].(Config); isObject {
		stored.User, _ = auth["user"].(string)
		stored.HasPassword = auth["pass"] != nil
	}
	if template, ok := connectors.TemplateFor(mail.Templates(), connectors.UsageOrganizationInvitation); ok {
		stored.Subject, stored.Content, stored.ContentType = template.Subject, template.Content, template.ContentType
	}
}

func readMail(typed web.Fields, mail *view.Mail) {
	mail.Host, mail.Port, mail.IsSecure = typed.Line("host"), typed.Line("port"), typed.IsOn("secure")
	mail.User, mail.Password, mail.FromEmail = typed.Line("user"), typed.Get("pass"), typed.Line("fromEmail")
	mail.Subject, mail.Content, mail.ContentType = typed.Get("subject"), typed.Get("content"), typed.Get("contentType")
}

// configOf is the configuration from a form. Stored values that the form does not
// show remain: a password left empty, templates of other usages.
func configOf(mail view.Mail, found *Connector) Config {
	config, stored, password := Config{}, Config{}, any(mail.Password)
	if found != nil {
		stored = found.Config
		if replyTo, isSet := stored["replyTo"]; isSet {
			config["replyTo"] = replyTo
		}
	}
	if auth, isObject := stored["auth"].(Config); isObject && password == "" {
		password = auth["pass"]
	}
	port, _ := strconv.Atoi(mail.Port) // 0 is refused
	config["host"], config["port"], config["secure"], config["fromEmail"] = mail.Host, port, mail.IsSecure, mail.FromEmail
	if mail.User != "" {
		config["auth"] = Config{"type": "login", "user": mail.User, "pass": password}
	}
	own := string(connectors.UsageOrganizationInvitation)
	templates := []any{Config{
		"usageType": own, "subject": mail.Subject, "content": strings.ReplaceAll(mail.Content, "\r\n", "\n"),
		"contentType": mail.ContentType,
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
