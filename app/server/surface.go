package server

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/event"
	"portico/app/ground/tenant"
	"portico/locales"
)

// retryAfter is the number of seconds after which to retry while unavailable.
const retryAfter = "5"

// surface responds to an error in the format for the users of a group of routes.
type surface func(c *fiber.Ctx, err error) error

// mount is a group of routes: the pattern of its paths and its surface.
type mount struct {
	prefix string
	answer surface
}

// group adds a group of routes and the surface of their errors. The surface applies to
// the group's paths, so that it is known before routing, and even if there is no route.
func (s *Server) group(r fiber.Router, prefix string, answer surface, handlers ...fiber.Handler) fiber.Router {
	group := r.Group(prefix, handlers...)
	if g, ok := group.(*fiber.Group); ok {
		prefix = g.Prefix
	}
	s.mounts = append(s.mounts, mount{prefix, answer})
	return group
}

// surfaceOf returns the surface of the innermost group that contains a path; outside
// all groups it is that of pages.
func (s *Server) surfaceOf(path string) surface {
	innermost := mount{answer: s.failPage}
	for _, m := range s.mounts {
		if len(m.prefix) > len(innermost.prefix) && m.has(path) {
			innermost = m
		}
	}
	return innermost.answer
}

func (m mount) has(path string) bool {
	exact := fiber.Config{CaseSensitive: true, StrictRouting: true}
	return fiber.RoutePatternMatch(path, m.prefix, exact) || fiber.RoutePatternMatch(path, m.prefix+"/*", exact)
}

// fail responds to the error of a request, and logs it.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	ctx := context.WithoutCancel(c.UserContext()) // it may have timed out
	if event.OriginFrom(ctx).RequestID == "" {    // failed before identify
		ctx = s.identified(c)
	}
	if tenant.From(ctx) == nil { // otherwise the language is already selected
		ctx = locales.WithLanguage(ctx, locales.Match(nil, c.Get(fiber.HeaderAcceptLanguage), locales.Languages()[0]))
	}
	c.SetUserContext(ctx)
	c.Response().ResetBody()
	if failure := s.surfaceOf(c.Path())(c, err); failure != nil {
		err = errors.Join(err, failure)
		c.Response().ResetBody()
		c.Status(fiber.StatusInternalServerError)
	}
	status := c.Response().StatusCode()
	if status == fiber.StatusServiceUnavailable {
		c.Set(fiber.HeaderRetryAfter, retryAfter)
	}
	s.report(c, status, err)
	return nil
}

// report logs an error with its request id: internal errors at level error, clients'
// errors at level info.
func (s *Server) report(c *fiber.Ctx, status int, err error) {
	record := s.log.InfoContext
	if status >= fiber.StatusInternalServerError && status != fiber.StatusNotImplemented {
		record = s.log.ErrorContext
	}
	facts := []any{
		"request_id", event.OriginFrom(c.UserContext()).RequestID,
		"method", c.Method(), "path", c.Path(), "status", status, "error", err,
	}
	var crashed *crash
	if errors.As(err, &crashed) {
		facts = append(facts, "stack", string(crashed.stack))
	}
	record(c.UserContext(), "request failed", facts...)
}
