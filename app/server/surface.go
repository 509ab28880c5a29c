package server

import (
	"strings"

	"github.com/gofiber/fiber/v2"
)

// surface is whom an address answers: in its words an error is said.
type surface int

const (
	forPeople   surface = iota
	forClients          // OAuth clients
	forPrograms         // callers of the Management API
)

// surfaceOf tells it from the path alone: what fails may fail before a route is
// found.
func surfaceOf(path string) surface {
	if rest, isNamed := strings.CutPrefix(path, "/t/"); isNamed {
		_, rest, _ = strings.Cut(rest, "/")
		path = "/" + rest
	}
	switch {
	case strings.HasPrefix(path, "/api/"):
		return forPrograms
	case path == "/oidc/auth", strings.HasPrefix(path, "/oidc/session/"):
		return forPeople
	case strings.HasPrefix(path, "/oidc/"), strings.HasPrefix(path, "/.well-known/"):
		return forClients
	}
	return forPeople
}

// fail answers an error in the words of the surface that the path belongs to.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	switch surfaceOf(c.Path()) {
	case forPrograms:
		return s.failAPI(c, err)
	case forClients:
		return s.failOAuth(c, err)
	case forPeople:
	}
	return s.failPage(c, err)
}
