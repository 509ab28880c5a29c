package server

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/locales"
)

// mountAPI adds the Management API of the group's tenant. Public routes come before
// authentication, which comes before everything else.
func (s *Server) mountAPI(r fiber.Router, w *wiring) *api.API {
	group := s.group(r, api.Prefix, s.failAPI, noStore, apiLanguage, api.ReturnErrors)
	group.Get("/status", s.status)
	routes := api.New(s.app, r)
	group.Get("/swagger.json", routes.ServeInlineDocument())
	group.Get("/.well-known/management.openapi.json", routes.ServeDocument())
	for _, open := range []string{"/status", "/swagger.json", "/.well-known"} {
		group.Use(open, s.unrouted)
	}
	group.Use(w.callers.Authenticate, api.RefuseUnstorable)
	for _, register := range w.apis {
		register(routes)
	}
	group.Use(routes.Missing)
	return routes
}

func noStore(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Next()
}

// failAPI responds to an error in the format of the Management API.
func (s *Server) failAPI(c *fiber.Ctx, err error) error {
	switch routingStatus(err) {
	case fiber.StatusMethodNotAllowed:
		return api.AnswerStatus(c, fiber.StatusMethodNotAllowed, "request.method_not_allowed")
	case fiber.StatusRequestEntityTooLarge:
		return api.AnswerStatus(c, fiber.StatusRequestEntityTooLarge, "request.too_large")
	}
	return api.Answer(c, faultOf(err))
}

// apiLanguage selects the language from Accept-Language only: programs have no
// cookies.
func apiLanguage(c *fiber.Ctx) error {
	lang := locales.Match(nil, c.Get(fiber.HeaderAcceptLanguage), locales.Languages()[0])
	c.SetUserContext(locales.WithLanguage(c.UserContext(), lang))
	c.Append(fiber.HeaderVary, fiber.HeaderAcceptLanguage)
	return c.Next()
}
