package command

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"time"
)

// statusTimeout bounds how long the server may take to respond.
const statusTimeout = 5 * time.Second

type status struct{}

// Run asks the server of the same configuration, on this machine, whether it is
// ready. It fails if the server is not, so that a container's health check can
// use its exit code.
func (status) Run(p *process) error {
	address := p.config.LocalURL() + "/api/status"
	request, err := http.NewRequestWithContext(p.ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", address, err)
	}
	client := http.Client{Timeout: statusTimeout, Transport: &http.Transport{
		// The certificate is for the public name, not for this machine's address.
		// Nothing secret is sent, and nothing but the status is read.
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		DisableKeepAlives: true,
	}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("not ready: %w", err)
	}
	_ = response.Body.Close() // empty, or an explanation for people
	if response.StatusCode != http.StatusNoContent {
		return fmt.Errorf("not ready: %s answers %s", address, response.Status)
	}
	if _, err := fmt.Fprintln(p.stdout, "ready"); err != nil {
		return fmt.Errorf("write the status: %w", err)
	}
	return nil
}
