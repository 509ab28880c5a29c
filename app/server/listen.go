package server

import (
	"crypto/tls"
	"fmt"
	"net"
)

// listen serves on a listener, over TLS when a certificate is configured.
func (s *Server) listen(listener net.Listener) error {
	if s.Config.HTTPSCertPath == "" {
		return s.app.Listener(listener)
	}
	certificate, err := tls.LoadX509KeyPair(s.Config.HTTPSCertPath, s.Config.HTTPSKeyPath)
	if err != nil {
		return fmt.Errorf("load certificate: %w", err)
	}
	return s.app.Listener(tls.NewListener(listener, &tls.Config{
		MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{certificate},
	}))
}
