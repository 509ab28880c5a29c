package server

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"runtime/debug"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/event"
	"portico/app/ground/session"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/static"
	"portico/views/component"
	"portico/views/layout"
)

// Response headers with the request id that is also in the log.
const (
	headerRequestID = "portico-request-id"
	// headerPeerRequestID is the header that programs written for Logto read.
	headerPeerRequestID = "logto-core-request-id"
)

// crash is a panic as an error.
type crash struct {
	cause any
	stack []byte
}

func (e *crash) Error() string { return fmt.Sprintf("panic: %v", e.cause) }

// recover turns a panic into an error, so that the process survives.
func (s *Server) recover(c *fiber.Ctx) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &crash{cause, debug.Stack()}
		}
	}()
	return c.Next()
}

// identify gives the request an id, a deadline and its origin.
func (s *Server) identify(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(s.identified(c), requestTimeout)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// identified returns the request's context with its id and origin.
func (s *Server) identified(c *fiber.Ctx) context.Context {
	id := models.NewID()
	c.Set(headerRequestID, id)
	c.Set(headerPeerRequestID, id)
	return event.WithOrigin(c.UserContext(), event.Origin{
		IP: s.clientIP(c), UserAgent: userAgent(c), RequestID: id,
	})
}

// clientIP trusts a proxy only if configured; then the last address in the header is
// the one that the proxy itself has seen.
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

// userAgent truncates the header to what an audit row stores.
func userAgent(c *fiber.Ctx) string {
	const limit = 256
	text := strings.ToValidUTF8(c.Get(fiber.HeaderUserAgent), "")
	if len(text) > limit {
		text = strings.ToValidUTF8(text[:limit], "")
	}
	return text
}

// protect sets security headers on every response, and rejects compressed bodies:
// none of our clients sends any, and a small one can expand to gigabytes.
func (s *Server) protect(c *fiber.Ctx) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return fiber.ErrUnsupportedMediaType
	}
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	if strings.HasPrefix(s.Config.Endpoint, "https://") {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}

// tenantID returns the id of a request's tenant.
type tenantID func(*fiber.Ctx) (string, error)

func defaultTenant(*fiber.Ctx) (string, error) { return models.TenantDefault, nil }

// namedTenant returns the tenant in /t/<tenant>; the default tenant is only served at the root.
func namedTenant(c *fiber.Ctx) (string, error) {
	id := c.Params("tenant")
	isID := strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-_") == ""
	if id == models.TenantDefault || !isID {
		return "", notFound(c)
	}
	return id, nil
}

// inTenant adds the request's tenant to the context.
func (s *Server) inTenant(of tenantID) fiber.Handler {
	return func(c *fiber.Ctx) error {
		id, err := of(c)
		if err != nil {
			return err
		}
		t, err := s.Tenants.Get(c.UserContext(), id)
		return proceed(c, t, err)
	}
}

// inLastTenant is inTenant for documents, which may be slightly out of date: while the
// database is unavailable, it uses the tenant as last read.
func (s *Server) inLastTenant(of tenantID) fiber.Handler {
	return func(c *fiber.Ctx) error {
		id, err := of(c)
		if err != nil {
			return err
		}
		t, err := s.Tenants.Get(c.UserContext(), id)
		if last := s.Tenants.Last(id); errors.Is(err, store.ErrUnavailable) && last != nil {
			t, err = last, nil
		}
		return proceed(c, t, err)
	}
}

func proceed(c *fiber.Ctx, t *tenant.Tenant, err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return notFound(c)
	}
	if err != nil {
		return err
	}
	c.SetUserContext(tenant.With(c.UserContext(), t))
	return c.Next()
}

// withSession finds the user who is signed in in this browser.
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
		return notFound(c)
	}
	c.Set(fiber.HeaderContentType, file.ContentType)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if file.Immutable {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	return c.Send(file.Body)
}
