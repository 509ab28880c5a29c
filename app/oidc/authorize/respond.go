package authorize

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/views/component"
	"portico/views/experience"
)

// respond sends an authorization response to the validated redirect URI. state
// is returned byte for byte, and iss always (RFC 9207, section 2).
func (h *Handler) respond(c *fiber.Ctx, r *request.Request, result ...component.Value) error {
	values := result
	if r.State != "" {
		values = append(values, component.Value{Name: "state", Value: r.State})
	}
	values = append(values, component.Value{Name: "iss", Value: r.Tenant.Issuer()})
	c.Set(fiber.HeaderCacheControl, "no-store")
	switch r.ResponseMode {
	case protocol.ModeFormPost:
		page := experience.FormPostPage(experience.FormPostProps{RedirectURI: r.RedirectURI, Values: values})
		return h.Render.HostedPage(c, fiber.StatusOK, page, web.Outside{RedirectURI: r.RedirectURI})
	case protocol.ModeFragment:
		return web.SeeOther(c, r.RedirectURI+"#"+encode(values))
	case protocol.ModeQuery:
	}
	return web.SeeOther(c, withQuery(r.RedirectURI, encode(values)))
}

func (h *Handler) respondError(c *fiber.Ctx, r *request.Request, failure *protocol.Error) error {
	return h.respond(c, r,
		component.Value{Name: "error", Value: string(failure.Code)},
		component.Value{Name: "error_description", Value: failure.Description})
}

// withQuery appends to the query that the redirect URI may have (RFC 6749, section 3.1.2).
func withQuery(uri, query string) string {
	separator := "?"
	if strings.Contains(uri, "?") {
		separator = "&"
	}
	return uri + separator + query
}

func encode(values []component.Value) string {
	pairs := make([]string, 0, len(values))
	for _, v := range values {
		pairs = append(pairs, url.QueryEscape(v.Name)+"="+url.QueryEscape(v.Value))
	}
	return strings.Join(pairs, "&")
}
