package connector

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/actor"
	"portico/app/ground/tenant"
	"portico/connectors"
	"portico/views/component"
	view "portico/views/console/connector"
)

// Console serves the page of the mail server.
type Console struct {
	*Service
	Render *web.Renderer
}

// Mount adds the pages to the group of the console.
func (h *Console) Mount(r fiber.Router) {
	page, change := r.Group("/connectors"), web.Require(actor.Change)
	page.Get("", h.show)
	page.Post("", h.save)
	page.Post("/test", h.test)
	page.Get("/:id/delete", change, h.confirmDelete)
	page.Post("/:id/delete", h.remove)
}

// mailConnector is the connector that sends mail; nil when none is set up.
func (h *Console) mailConnector(c *fiber.Ctx) (*Connector, error) {
	all, err := h.All(c.UserContext(), tenant.From(c.UserContext()).Store)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Definition.Kind == connectors.KindEmail {
			return &all[i], nil
		}
	}
	return nil, nil //nolint:nilnil // none is an ordinary answer
}

func (h *Console) show(c *fiber.Ctx) error {
	props, _, err := h.mailProps(c)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, view.MailPage(props))
}

// mailProps are what is stored, or what a new mail server begins with.
func (h *Console) mailProps(c *fiber.Ctx) (view.MailProps, *Connector, error) {
	ctx := c.UserContext()
	props := view.MailProps{Calls: []component.APICall{{Method: fiber.MethodGet, URL: tenant.From(ctx).URL("/api/connectors")}}}
	found, err := h.mailConnector(c)
	if err != nil {
		return props, nil, err
	}
	props.Mail = view.Mail{
		Port: "587", ContentType: connectors.TypeText, Subject: view.DefaultSubject(ctx), Content: view.DefaultContent(ctx),
	}
	if found == nil {
		return props, nil, nil
	}
	mail, err := h.mail(found.Definition, found.Config)
	if err != nil {
		return props, nil, err
	}
	props.ID = found.ID
	fillMail(&props.Mail, found.Config)
	if template, isThere := connectors.TemplateFor(mail.Templates(), connectors.UsageOrganizationInvitation); isThere {
		props.Subject, props.Content, props.ContentType = template.Subject, template.Content, template.ContentType
	}
	return props, found, nil
}

func fillMail(mail *view.Mail, config Config) {
	mail.Host, _ = config["host"].(string)
	mail.FromEmail, _ = config["fromEmail"].(string)
	mail.IsSecure, _ = config["secure"].(bool)
	if port, isNumber := config["port"].(float64); isNumber {
		mail.Port = strconv.Itoa(int(port))
	}
	if auth, isThere := config["auth"].(Config); isThere {
		mail.User, _ = auth["user"].(string)
		mail.HasPassword = auth["pass"] != nil
	}
}
