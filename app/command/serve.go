package command

import (
	"fmt"
	"os/signal"
	"syscall"

	"portico/app/server"
)

type serve struct{}

// Run serves until the process is asked to stop.
func (serve) Run(p *process) error {
	ctx, stop := signal.NotifyContext(p.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return server.Run(ctx, p.config, p.log, p.welcome)
}

// welcome prints where to go.
func (p *process) welcome() {
	endpoint := p.config.Endpoint
	_, err := fmt.Fprintf(p.stdout, "Portico is ready.\n  Demo application  %s/demo-app\n  Issuer            %s/oidc\n  Discovery         %s/oidc/.well-known/openid-configuration\n",
		endpoint, endpoint, endpoint)
	if err != nil {
		p.log.Warn("nobody reads the addresses", "error", err)
	}
}
