package server

import (
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
)

// Limits of a request. maxHeader allows authorization requests with a long state.
const (
	maxBody        = 256 << 10
	maxHeader      = 32 << 10
	readTimeout    = 30 * time.Second
	writeTimeout   = 30 * time.Second
	idleTimeout    = 2 * time.Minute
	requestTimeout = 20 * time.Second
)

// Server serves an installation.
type Server struct {
	*Parts
	log    *slog.Logger
	app    *fiber.App
	render *web.Renderer
	// mounts are the groups of routes, for errors before routing.
	mounts []mount
	// routes are all routes, to tell a wrong method from a wrong address.
	routes []route
}

// New wires the features on parts.
func New(parts *Parts, log *slog.Logger) *Server {
	s := &Server{Parts: parts, log: log, render: &web.Renderer{Secrets: parts.Vault}}
	s.app = fiber.New(fiber.Config{
		AppName: "Portico", DisableStartupMessage: true,
		Immutable: true, CaseSensitive: true, StrictRouting: true,
		BodyLimit: maxBody, ReadBufferSize: maxHeader,
		// No form here is multipart, so multipart bodies are not parsed.
		DisablePreParseMultipartForm: true,
		ReadTimeout:                  readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		ErrorHandler: s.fail,
	})
	s.mount()
	return s
}

// App returns the HTTP application, for tests without a port.
func (s *Server) App() *fiber.App { return s.app }
