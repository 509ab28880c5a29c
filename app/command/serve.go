package command

import (
	"fmt"
	"os/signal"
	"syscall"

	"portico/app/server"
)

type serve struct{}

// Run serves until it receives a signal to stop.
func (serve) Run(p *process) error {
	ctx, stop := signal.NotifyContext(p.ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return server.Run(ctx, p.config, p.log, p.welcome)
}

// welcome prints the URLs to open.
func (p *process) welcome(setUpLink string) {
	endpoint := p.config.Endpoint
	text := fmt.Sprintf("Portico is ready.\n  Console           %s/console\n  Demo application  %s/demo-app\n  Issuer            %s/oidc\n  Discovery         %s/oidc/.well-known/openid-configuration\n",
		endpoint, endpoint, endpoint, endpoint)
	if setUpLink != "" {
		text += "\nNo operator exists yet. Open this link to create the first one (valid once, for 24 hours):\n  " + setUpLink + "\n"
	}
	if _, err := fmt.Fprint(p.stdout, text); err != nil {
		p.log.Warn("write the welcome message", "error", err)
	}
}
