package server

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/static"
	"portico/views/component"
	"portico/views/layout"
)

// headerRequestID names the request in the answer and in the log.
const headerRequestID = "portico-request-id"

// recover turns a panic into an internal error; the process goes on.
func (s *Server) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = s.fail(c, fmt.Errorf("panic: %v", cause))
		}
	}()
	return c.Next()
}

// identify gives the request an id, a deadline and its origin.
func (s *Server) identify(c *fiber.Ctx) error {
	id := models.NewID()
	c.Set(headerRequestID, id)
	ctx, cancel := context.WithTimeout(c.UserContext(), requestTimeout)
	defer cancel()
	c.SetUserContext(event.WithOrigin(ctx, event.Origin{
		IP: s.clientIP(c), UserAgent: userAgent(c), RequestID: id,
	}))
	return c.Next()
}

// clientIP believes a proxy only when configured; then the last address of the
// header is the one that the proxy itself has seen.
func (s *Server) clientIP(c *fiber.Ctx) string {
	if s.Config.TrustProxyHeader {
		lines := c.Request().Header.PeekAll(fiber.HeaderXForwardedFor)
		if len(lines) > 0 {
			hops := strings.Split(string(lines[len(lines)-1]), ",")
			if address, err := netip.ParseAddr(strings.TrimSpace(hops[len(hops)-1])); err == nil {
				return address.String()
			}
		}
	}
	return c.IP()
}

// userAgent is cut to what an audit row keeps.
func userAgent(c *fiber.Ctx) string {
	const limit = 256
	text := strings.ToValidUTF8(c.Get(fiber.HeaderUserAgent), "")
	if len(text) > limit {
		text = strings.ToValidUTF8(text[:limit], "")
	}
	return text
}

// protect sets the headers that hold for every answer, and refuses compressed
// bodies: no client of ours sends any, and a small one can unpack to gigabytes.
func (s *Server) protect(c *fiber.Ctx) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return s.fail(c, fiber.ErrUnsupportedMediaType)
	}
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	if strings.HasPrefix(s.Config.Endpoint, "https://") {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}

func (s *Server) inDefaultTenant(c *fiber.Ctx) error {
	return s.inTenant(c, models.TenantDefault)
}

// inNamedTenant serves /t/<tenant>; the default tenant has one address, the root.
func (s *Server) inNamedTenant(c *fiber.Ctx) error {
	id := c.Params("tenant")
	isID := strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
	if id == models.TenantDefault || !isID {
		return s.fail(c, notFound(c))
	}
	return s.inTenant(c, id)
}

func (s *Server) inTenant(c *fiber.Ctx, id string) error {
	t, err := s.Tenants.Get(c.UserContext(), id)
	if errors.Is(err, store.ErrNotFound) {
		return s.fail(c, notFound(c))
	}
	if err != nil {
		return s.fail(c, err)
	}
	c.SetUserContext(tenant.With(c.UserContext(), t))
	return c.Next()
}

// withSession finds who is signed in in this browser.
func (s *Server) withSession(c *fiber.Ctx) error {
	current, err := s.Sessions.Find(c.UserContext(), web.Cookie(c, web.CookieSession))
	if err != nil {
		return err
	}
	ctx := session.With(c.UserContext(), current)
	if current != nil {
		ctx = layout.WithPerson(ctx, component.Person{
			Name: current.User.DisplayName(), Identifier: current.User.Identifier(),
		})
	}
	c.SetUserContext(ctx)
	return c.Next()
}

func (s *Server) static(c *fiber.Ctx) error {
	file, found := static.Open(c.Path())
	if !found {
		return s.failPage(c, fault.New(fault.Missing, "entity.not_found"))
	}
	c.Set(fiber.HeaderContentType, file.ContentType)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if file.Immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	return c.Send(file.Body)
}
