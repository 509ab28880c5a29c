package server

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/app/edge/web"
	"portico/app/edge/wire"
)

// mount adds all routes. The order matters in two ways: tenants under /t come before
// the default tenant at the root, and within each the endpoints for programs come
// before the pages, so that programs' requests skip the middleware for browsers.
func (s *Server) mount() {
	s.app.Use(headOfAPI)
	if s.observes() {
		s.app.Use(s.observe)
	}
	s.app.Use(s.recover, s.identify, s.protect)
	s.app.Get("/static/*", s.static)
	w := s.wire()

	metadata := s.group(s.app, "/.well-known", s.failOAuth)
	for _, name := range metadataNames() {
		metadata.Options("/"+name+"/*", wire.Preflight("GET"))
		metadata.Get("/"+name+"/oidc", wire.Tagged(), s.inLastTenant(defaultTenant), w.discovery.Show)
		metadata.Get("/"+name+"/t/:tenant/oidc", wire.Tagged(), s.inLastTenant(namedTenant), w.discovery.Show)
	}

	s.mountTenant("/t/:tenant", namedTenant, w)
	s.mountTenant("", defaultTenant, w)
	s.listRoutes()
}

// metadataNames lists the names of the discovery document: OpenID Connect Discovery
// 1.0, section 4, and RFC 8414, section 3.
func metadataNames() []string { return []string{"openid-configuration", "oauth-authorization-server"} }

// mountTenant adds a tenant's routes.
func (s *Server) mountTenant(prefix string, id tenantID, w *wiring) {
	s.mountDocuments(s.app.Group(prefix), s.inLastTenant(id), w)
	r := s.app.Group(prefix, s.inTenant(id))

	programs := s.group(r, "/oidc", s.failOAuth)
	w.token.Mount(programs)
	w.introspect.Mount(programs)
	w.revoke.Mount(programs)
	w.userinfo.Mount(programs)

	// The interaction's API has the browser's session, not an access token.
	interactions := s.group(r, api.Prefix+"/interaction", s.failAPI, noStore, web.Language(web.CookieLanguage), s.withSession, web.SameOriginJSON)
	w.consent.MountAPI(interactions)
	interactions.Use(s.unrouted)
	s.mountAPI(r, w)
	s.mountConsole(r, w)

	browsers := r.Group("", web.Language(web.CookieLanguage), s.withSession)
	w.authorize.Mount(s.group(browsers, "/oidc/auth", s.failAuthorize))
	w.logout.Mount(s.group(browsers, "/oidc/session/end", s.failPage))
	browsers.Group("/oidc").Use(s.unrouted)

	w.authorize.MountPages(browsers)
	w.demo.Mount(browsers)
	browsers.Get("/", toDemo)

	forms := browsers.Group("", s.routed, w.sameOrigin)
	w.experience.Mount(forms)
	w.consent.Mount(forms)
	forms.Use("/account", textPath)
	w.account.Mount(forms)
	w.welcome.Mount(forms)
	w.join.Mount(forms)
	r.Use(s.unrouted)
}

// mountDocuments adds the documents that relying parties and resource servers read at
// any time. They come before the tenant's other routes, since they are served from
// memory while the database is unavailable.
func (s *Server) mountDocuments(r fiber.Router, inTenant fiber.Handler, w *wiring) {
	add := func(path string, show fiber.Handler) {
		r.Options(path, inTenant, wire.Preflight("GET"))
		r.Get(path, wire.Tagged(), inTenant, show)
	}
	add("/oidc/jwks", w.keys.Show)
	for _, name := range metadataNames() {
		add("/oidc/.well-known/"+name, w.discovery.Show)
	}
}

// mountConsole adds the console of the group's tenant.
func (s *Server) mountConsole(r fiber.Router, w *wiring) {
	pages := s.group(r, "/console", s.failConsole, web.Language(web.CookieConsoleLanguage), textPath)
	w.console.Mount(pages)
	for _, mount := range w.consoles {
		mount(pages)
	}
	pages.Use(s.unrouted)
}

// textPath rejects paths that are not text, since no record has such a name.
func textPath(c *fiber.Ctx) error {
	path, err := url.PathUnescape(c.Path())
	if err != nil || !utf8.ValidString(path) || strings.ContainsRune(path, 0) {
		return notFound(c)
	}
	return c.Next()
}

// toDemo redirects the root to the demo application.
func toDemo(c *fiber.Ctx) error {
	return web.SeeOther(c, web.Site(c).DemoApp())
}

// status reports that the server is ready.
func (s *Server) status(c *fiber.Ctx) error {
	return c.SendStatus(fiber.StatusNoContent)
}
