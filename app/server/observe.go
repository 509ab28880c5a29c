package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/metrics"
	"portico/app/ground/event"
)

// metricsShutdown is how long a scrape in progress may take to finish.
const metricsShutdown = 5 * time.Second

// watch registers the metrics of the parts.
func (p *Parts) watch(m *metrics.Metrics) {
	m.WatchHashing(p.Hasher.Load)
	for name, stats := range p.DB.Pools() {
		m.WatchPool(name, stats)
	}
}

// observes reports whether requests are measured or logged.
func (s *Server) observes() bool {
	return s.Metrics != nil || s.log.Enabled(context.Background(), slog.LevelDebug)
}

// observe measures a request and logs it at debug level. It is mounted only if it is
// needed. It logs the route, not the path, which may contain secrets.
func (s *Server) observe(c *fiber.Ctx) error {
	start := s.Now()
	if err := c.Next(); err != nil {
		// Respond here, since only a response has a status.
		if err := s.fail(c, err); err != nil {
			return err
		}
	}
	route, status, took := c.Route().Path, c.Response().StatusCode(), s.Now().Sub(start)
	if s.Metrics != nil {
		s.Metrics.Request(c.Method(), route, status, took)
	}
	ctx := c.UserContext()
	s.log.DebugContext(ctx, "request answered", "request_id", event.OriginFrom(ctx).RequestID,
		"method", c.Method(), "route", route, "status", status, "took", took)
	return nil
}

// serveMetrics serves the metrics on their own address, until stop is called.
func (s *Server) serveMetrics(ctx context.Context) (stop func() error, err error) {
	if s.Metrics == nil {
		return func() error { return nil }, nil
	}
	listener, err := net.Listen("tcp", s.Config.MetricsAddr)
	if err != nil {
		return nil, fmt.Errorf("METRICS_ADDR %s cannot be used: %w", s.Config.MetricsAddr, err)
	}
	isLocal := s.Config.MetricsAreLocal()
	if !isLocal {
		s.log.WarnContext(ctx, "other machines may read the metrics; pprof is served on loopback addresses only",
			"address", s.Config.MetricsAddr)
	}
	server := &http.Server{Handler: s.Metrics.Handler(isLocal), ReadHeaderTimeout: readTimeout}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	return func() error {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), metricsShutdown)
		defer cancel()
		if server.Shutdown(last) != nil {
			_ = server.Close() // a profile may take longer
		}
		if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve metrics: %w", err)
		}
		return nil
	}, nil
}
