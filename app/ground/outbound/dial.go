package outbound

import (
	"context"
	"fmt"
	"net"
)

// Dial connects to host:port over TCP for a protocol other than HTTP, under the
// same policy. Its errors wrap ErrRefused if the target is not allowed. The caller
// bounds the size and duration of the exchange.
func (g *Guard) Dial(ctx context.Context, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%w: address %q", ErrRefused, address)
	}
	if err := g.policy.checkHost(host); err != nil {
		return nil, err
	}
	return g.secure.DialContext(ctx, "tcp", address)
}
