package token

import "context"

// clientCredentials implements RFC 6749, section 4.4: the client's authentication is
// the only proof.
func (e *Endpoint) clientCredentials(_ context.Context, c *call) (*basis, error) {
	return &basis{Subject: c.Subject}, nil
}
