package server

import (
	"context"
	"errors"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/event"
	"portico/app/ground/tenant"
	"portico/locales"
)

// retryAfter is when, in seconds, to try again what is unavailable.
const retryAfter = "5"

// surface answers an error in the words of whom a group of routes is for.
type surface func(c *fiber.Ctx, err error) error

// mount is a group of routes: the pattern of its paths and its surface.
type mount struct {
	prefix string
	answer surface
}

// group adds a group of routes whose errors answer words. That holds for its
// paths, so that it is known before a route is found, and even if none is.
func (s *Server) group(r fiber.Router, prefix string, answer surface, handlers ...fiber.Handler) fiber.Router {
	group := r.Group(prefix, handlers...)
	if made, ok := group.(*fiber.Group); ok {
		prefix = made.Prefix
	}
	s.mounts = append(s.mounts, mount{prefix, answer})
	return group
}

// surfaceOf is the surface of the innermost group that a path is in; outside of
// all it is that of pages.
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
	exactly := fiber.Config{CaseSensitive: true, StrictRouting: true}
	return fiber.RoutePatternMatch(path, m.prefix, exactly) || fiber.RoutePatternMatch(path, m.prefix+"/*", exactly)
}

// fail answers every error that a request ends in, and logs it.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	ctx := context.WithoutCancel(c.UserContext()) // the error may be that its time is over
	if event.OriginFrom(ctx).RequestID == "" {    // it could not be read as far as identify
		ctx = s.identified(c)
	}
	if tenant.From(ctx) == nil { // else the language has been chosen with it
		ctx = locales.WithLanguage(ctx, locales.Match(nil, c.Get(fiber.HeaderAcceptLanguage), locales.Languages()[0]))
	}
	c.SetUserContext(ctx)
	c.Response().ResetBody()
	if unanswered := s.surfaceOf(c.Path())(c, err); unanswered != nil {
		err = errors.Join(err, unanswered)
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

// report logs an error with the id of its request: ours as errors, others' as
// information.
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
