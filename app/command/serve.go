package command

import (
	"os/signal"
	"syscall"

	"portico/app/server"
)

type serve struct{}

// Run serves until the process is asked to stop.
func (serve) Run(p *process) error {
	ctx, stop := signal.NotifyContext(p.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return server.Run(ctx, p.config, p.log)
}
