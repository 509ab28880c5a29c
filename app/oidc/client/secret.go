package client

import (
	"context"
	"crypto/subtle"
	"errors"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
)

// secret is a client_id with one of the client's secrets, from the header or the body.
type secret struct{ via, id, value string }

func (s secret) method() string   { return s.via }
func (s secret) clientID() string { return s.id }

// check compares against every secret of the application in constant time. Only a
// caller that knows an expired secret learns that it has expired.
func (s secret) check(_ context.Context, a *Authenticator, application *tenant.Application) error {
	digest, now := models.Digest(s.value), a.Now().UnixMilli()
	var live, expired int
	for i := range application.Secrets {
		fits := subtle.ConstantTimeCompare(digest, application.Secrets[i].Digest)
		if application.Secrets[i].IsExpired(now) {
			expired |= fits
		} else {
			live |= fits
		}
	}
	switch {
	case live == 1:
		return nil
	case expired == 1:
		return protocol.NewError(protocol.InvalidClient, "client secret has expired")
	default:
		return refused(errors.New("no secret of client " + application.ID + " fits"))
	}
}
