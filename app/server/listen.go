package server

import (
	"crypto/tls"
	"fmt"
	"net"

	"portico/app/config"
)

// listen listens on the configured port, with TLS if a certificate is configured.
func listen(cfg config.Config) (net.Listener, error) {
	var secured *tls.Config
	if cfg.HTTPSCertPath != "" {
		certificate, err := tls.LoadX509KeyPair(cfg.HTTPSCertPath, cfg.HTTPSKeyPath)
		if err != nil {
			return nil, fmt.Errorf("load HTTPS_CERT_PATH and HTTPS_KEY_PATH: %w", err)
		}
		secured = &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate}}
	}
	listener, err := net.Listen("tcp", cfg.Listen())
	if err != nil {
		return nil, fmt.Errorf("port %d cannot be used, set PORT to a free one: %w", cfg.Port, err)
	}
	if secured != nil {
		listener = tls.NewListener(listener, secured)
	}
	return listener, nil
}
