package outbound

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// Default limits; maxRedirects always applies.
const (
	DefaultTimeout  = 5 * time.Second
	DefaultMaxBytes = 64 << 10
	maxRedirects    = 3
)

// ErrTooLarge reports that a response is larger than its limit.
var ErrTooLarge = errors.New("outbound answer is too large")

// Guard creates clients that follow one policy and share connections.
type Guard struct {
	policy Policy
	secure *http.Transport // https
	plain  *http.Transport // http, only to loopback
}

// New returns a guard.
func New(policy Policy) *Guard {
	return &Guard{
		policy: policy,
		secure: newTransport(policy.check),
		plain:  newTransport(policy.checkPlain),
	}
}

// checkPlain allows http only if it never leaves this machine.
func (p Policy) checkPlain(addr netip.Addr) error {
	if !p.AllowLoopback || !addr.IsLoopback() {
		return fmt.Errorf("%w: http to %s", ErrRefused, addr)
	}
	return nil
}

// newTransport returns a transport that calls check for each address before it
// connects. It uses no proxy, since a proxy's connections would not be checked.
func newTransport(check func(netip.Addr) error) *http.Transport {
	dialer := &net.Dialer{
		Timeout: DefaultTimeout,
		ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
			if network != "tcp4" && network != "tcp6" {
				return fmt.Errorf("%w: network %s", ErrRefused, network)
			}
			target, err := netip.ParseAddrPort(address)
			if err != nil {
				return fmt.Errorf("%w: address %q", ErrRefused, address)
			}
			return check(target.Addr())
		},
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    DefaultTimeout,
		MaxResponseHeaderBytes: DefaultMaxBytes,
		MaxIdleConnsPerHost:    2,
		MaxIdleConns:           32,
		IdleConnTimeout:        30 * time.Second,
	}
}

// Limits bound one client.
type Limits struct {
	Timeout  time.Duration // of a whole request with redirects and body; 0 is DefaultTimeout
	MaxBytes int64         // of a body, decompressed; 0 is DefaultMaxBytes
	// NoRedirect returns redirects to the caller. Otherwise up to three redirects of
	// GET and HEAD are followed, without credentials.
	NoRedirect bool
}

// Client returns a client. It stores no cookies. Its errors wrap ErrRefused or
// ErrTooLarge if these are the cause; reading a body that is too large fails.
func (g *Guard) Client(limits Limits) *http.Client {
	if limits.Timeout <= 0 {
		limits.Timeout = DefaultTimeout
	}
	if limits.MaxBytes <= 0 {
		limits.MaxBytes = DefaultMaxBytes
	}
	client := &http.Client{
		Transport:     guarded{guard: g, maxBytes: limits.MaxBytes},
		Timeout:       limits.Timeout,
		CheckRedirect: followBare,
	}
	if limits.NoRedirect {
		client.CheckRedirect = stay
	}
	return client
}

// Get fetches a document with the default limits; any status but 200 is an error.
func (g *Guard) Get(ctx context.Context, url string) ([]byte, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	resp, err := g.Client(Limits{}).Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, nil, fmt.Errorf("get %s: status %d", req.URL.Redacted(), resp.StatusCode)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, nil, fmt.Errorf("get %s: %w", req.URL.Redacted(), err)
	}
	return body, resp.Header, nil
}
