package server

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
)

// unrouted responds to requests that match no route: with 405 and the methods that the
// path allows (RFC 9110, section 15.5.6), or with 404.
func (s *Server) unrouted(c *fiber.Ctx) error {
	allowed := s.methods(c.Path())
	if len(allowed) == 0 {
		return notFound(c)
	}
	slices.Sort(allowed)
	c.Set(fiber.HeaderAllow, strings.Join(allowed, ", "))
	return fiber.ErrMethodNotAllowed
}

// routed only passes on requests that match a route. The others get 404 or 405, rather
// than an error about their form.
func (s *Server) routed(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && !slices.Contains(s.methods(c.Path()), c.Method()) {
		return s.unrouted(c)
	}
	return c.Next()
}

// methods lists the methods that a path allows.
func (s *Server) methods(path string) []string {
	var methods []string
	segments := strings.Split(path, "/")
	for _, route := range s.routes {
		if fits(route.pattern, segments) && !slices.Contains(methods, route.method) {
			methods = append(methods, route.method)
		}
	}
	return methods
}

// route is the method and the path of a route.
type route struct {
	method  string
	pattern []string // the segments of its path, such as ":token"
}

// listRoutes lists the routes that are mounted.
func (s *Server) listRoutes() {
	for _, mounted := range s.app.GetRoutes(true) {
		s.routes = append(s.routes, route{mounted.Method, strings.Split(mounted.Path, "/")})
	}
}

func fits(pattern, segments []string) bool {
	for i, part := range pattern {
		switch {
		case part == "*":
			return len(segments) > i
		case i >= len(segments):
			return false
		case part != segments[i] && (!strings.HasPrefix(part, ":") || segments[i] == ""):
			return false
		}
	}
	return len(pattern) == len(segments)
}

// headOfAPI serves HEAD requests to the Management API as GET; the response is sent
// without its body (RFC 9110, section 9.3.2). It must be the first handler, so that the
// routes for GET come after it. Other routes handle HEAD themselves.
func headOfAPI(c *fiber.Ctx) error {
	path := c.Path()
	if rest, isOther := strings.CutPrefix(path, "/t/"); isOther {
		_, path, _ = strings.Cut(rest, "/")
		path = "/" + path
	}
	if c.Method() == fiber.MethodHead && strings.HasPrefix(path, api.Prefix+"/") {
		c.Method(fiber.MethodGet)
	}
	return c.Next()
}
