package server

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
)

// unrouted ends what no route takes: with 405 and the methods that the address
// does take (RFC 9110, section 15.5.6), or as an address that is not there.
func (s *Server) unrouted(c *fiber.Ctx) error {
	allowed := s.methods(c.Path())
	if len(allowed) == 0 {
		return notFound(c)
	}
	slices.Sort(allowed)
	c.Set(fiber.HeaderAllow, strings.Join(allowed, ", "))
	return fiber.ErrMethodNotAllowed
}

// routed lets only requests on that a route takes: others are not told that their
// form is no form of ours.
func (s *Server) routed(c *fiber.Ctx) error {
	if c.Method() != fiber.MethodGet && !slices.Contains(s.methods(c.Path()), c.Method()) {
		return s.unrouted(c)
	}
	return c.Next()
}

// methods lists what the routes of a path take.
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

// route is what one route takes.
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

// headOfAPI takes a HEAD of the Management API for a GET, whose routes take nothing
// else; the answer goes without its body (RFC 9110, section 9.3.2). It is the
// first handler of all, so that the routes of GET follow. Other routes take HEAD
// themselves.
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
