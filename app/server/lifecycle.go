package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"portico/app/config"
	"portico/models"
)

// shutdownTimeout is longer than readTimeout, for which an idle connection may last.
const shutdownTimeout = readTimeout + 5*time.Second

// expiryInterval is the interval at which expired records are deleted.
const expiryInterval = 10 * time.Minute

// rotationInterval is the interval at which scheduled rotations of keys are looked for.
const rotationInterval = 10 * time.Second

// Run serves until ctx ends, and then finishes requests in flight. It calls ready once
// it accepts requests, with the link for the first operator, or "" if there is an
// operator already.
func Run(ctx context.Context, cfg config.Config, log *slog.Logger, ready func(setUpLink string)) error {
	listener, err := listen(cfg)
	if err != nil {
		return err
	}
	parts, err := openInstallation(ctx, cfg, log, true)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	link, err := parts.setUpLink(ctx)
	if err == nil {
		parts.Scripts.Command, err = workerCommand()
	}
	if err != nil {
		return errors.Join(err, listener.Close(), parts.Close())
	}
	s := New(parts, log)
	stopMetrics, err := s.serveMetrics(ctx)
	if err != nil {
		return errors.Join(err, listener.Close(), parts.Close())
	}
	s.app.Hooks().OnListen(func(fiber.ListenData) error {
		log.InfoContext(ctx, "ready", "endpoint", cfg.Endpoint, "database", parts.DB.Dialect())
		ready(link)
		return nil
	})
	return errors.Join(serve(ctx, s, listener), stopMetrics(), parts.Close())
}

// setUpLink returns the setup link for the first operator; "" if there is one already.
func (p *Parts) setUpLink(ctx context.Context) (string, error) {
	token, err := p.Operators.SetUpToken(ctx, p.DB.Tenant(models.TenantAdmin))
	if err != nil || token == "" {
		return "", err
	}
	return p.WelcomeLink(token), nil
}

func serve(ctx context.Context, s *Server, listener net.Listener) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var working sync.WaitGroup
	working.Go(func() { s.Audit.Run(background) })
	working.Go(func() { s.Tenancy.Run(background) })
	working.Go(func() { s.removeExpired(background) })
	working.Go(func() { s.rotateDue(background) })
	working.Go(func() { s.prepareScripts(background) })
	defer working.Wait()
	defer stop()

	ended := make(chan error, 1)
	go func() { ended <- s.app.Listener(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	s.log.InfoContext(ctx, "stopping")
	if err := s.app.ShutdownWithTimeout(shutdownTimeout); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return <-ended
}

// removeExpired starts at once, to finish what a previous run left.
func (s *Server) removeExpired(ctx context.Context) {
	ticker := time.NewTicker(expiryInterval)
	defer ticker.Stop()
	for {
		if err := s.DB.DeleteExpired(ctx, s.Now().UnixMilli()); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "could not delete expired records", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// RotateDue rotates the signing keys whose rotation is due.
func (p *Parts) RotateDue(ctx context.Context) error {
	due, err := p.DB.DueRotations(ctx, p.Now().UnixMilli())
	if err != nil {
		return fmt.Errorf("read scheduled rotations: %w", err)
	}
	for _, rotation := range due {
		if err := p.SigningKeys.RotateDue(ctx, p.DB.Tenant(rotation.TenantID), rotation); err != nil {
			return err
		}
	}
	return nil
}

// rotateDue makes the rotations of signing keys that were put off and are due.
func (s *Server) rotateDue(ctx context.Context) {
	ticker := time.NewTicker(rotationInterval)
	defer ticker.Stop()
	for {
		if err := s.RotateDue(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "could not rotate signing keys", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
