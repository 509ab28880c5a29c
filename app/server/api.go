package server

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/locales"
)

// mountAPI adds the Management API of the group's tenant. What is open to all
// comes before authentication, which comes before everything else.
func (s *Server) mountAPI(r fiber.Router, w *wiring) *api.API {
	group := r.Group(api.Prefix, s.apiErrors, apiLanguage)
	group.Get("/status", s.status)
	routes := api.New(s.app, r)
	document := routes.ServeDocument()
	group.Get("/swagger.json", document)
	group.Get("/.well-known/management.openapi.json", document)
	group.Use(w.callers.Authenticate, api.RefuseUnstorable)
	for _, register := range w.apis {
		register(routes)
	}
	group.Use(routes.Missing)
	return routes
}

// apiErrors answers the errors of the Management API, and logs those that its
// operations answer themselves.
func (s *Server) apiErrors(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.SetUserContext(api.WithReporter(c.UserContext(), func(status int, err error) { s.report(c, status, err) }))
	if err := c.Next(); err != nil {
		return s.failAPI(c, err)
	}
	return nil
}

func (s *Server) failAPI(c *fiber.Ctx, err error) error {
	f := pageFault(err)
	answered := api.Answer(c, f)
	s.report(c, c.Response().StatusCode(), err)
	return answered
}

// apiLanguage takes the language of the caller's Accept-Language alone: a
// program has no cookies.
func apiLanguage(c *fiber.Ctx) error {
	lang := locales.Match(nil, c.Get(fiber.HeaderAcceptLanguage), locales.Languages()[0])
	c.SetUserContext(locales.WithLanguage(c.UserContext(), lang))
	c.Append(fiber.HeaderVary, fiber.HeaderAcceptLanguage)
	return c.Next()
}
