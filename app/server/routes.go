package server

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/edge/wire"
)

// mount adds every route. The order matters twice: tenants under /t come before
// the default tenant at the root, and in each the endpoints for programs come
// before the pages, so that a program's request never passes what only
// browsers need.
func (s *Server) mount() {
	if s.observes() {
		s.app.Use(s.observe)
	}
	s.app.Use(s.recover, s.identify, s.protect)
	s.app.Get("/static/*", s.static)
	w := s.wire()

	metadata := s.app.Group("/.well-known", s.oauthErrors)
	for _, name := range []string{"/openid-configuration", "/oauth-authorization-server"} {
		metadata.Options(name+"/*", wire.Preflight("GET"))
		metadata.Get(name+"/oidc", s.inDefaultTenant, w.discovery.Show)
		metadata.Get(name+"/t/:tenant/oidc", s.inNamedTenant, w.discovery.Show)
	}

	s.mountTenant(s.app.Group("/t/:tenant", s.inNamedTenant), w)
	s.mountTenant(s.app.Group("", s.inDefaultTenant), w)
}

// mountTenant adds the routes that every tenant has.
func (s *Server) mountTenant(r fiber.Router, w *wiring) {
	programs := r.Group("/oidc", s.oauthErrors)
	w.token.Mount(programs)
	w.introspect.Mount(programs)
	w.revoke.Mount(programs)
	w.userinfo.Mount(programs)
	w.keys.Mount(programs)
	w.discovery.Mount(programs)

	s.mountAPI(r, w)
	s.mountConsole(r, w)

	browsers := r.Group("", s.pageErrors, web.Language(web.CookieLanguage), s.withSession)
	provider := browsers.Group("/oidc")
	w.authorize.Mount(provider)
	w.logout.Mount(provider)
	provider.Use(oauthNotFound)

	w.authorize.MountPages(browsers)
	w.demo.Mount(browsers)
	browsers.Get("/", toDemo)

	forms := browsers.Group("", w.sameOrigin)
	w.experience.Mount(forms)
	w.consent.Mount(forms)
	w.welcome.Mount(forms)
	w.join.Mount(forms)
	r.Use(notFound)
}

// mountConsole adds the console of the group's tenant.
func (s *Server) mountConsole(r fiber.Router, w *wiring) {
	pages := r.Group("/console", s.consoleErrors, web.Language(web.CookieConsoleLanguage), textPath)
	w.console.Mount(pages)
	for _, mount := range w.consoles {
		mount(pages)
	}
	pages.Use(notFound)
}

// textPath lets only paths on that are text: no record has another name.
func textPath(c *fiber.Ctx) error {
	path, err := url.PathUnescape(c.Path())
	if err != nil || !utf8.ValidString(path) || strings.ContainsRune(path, 0) {
		return notFound(c)
	}
	return c.Next()
}

// toDemo leads a newcomer at the root on.
func toDemo(c *fiber.Ctx) error {
	return web.SeeOther(c, web.Site(c).DemoApp())
}

// status says that the server is ready.
func (s *Server) status(c *fiber.Ctx) error {
	return c.SendStatus(fiber.StatusNoContent)
}
