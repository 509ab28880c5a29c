package client

import (
	"context"
	"crypto/subtle"
	"errors"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/models"
)

// secret is a client's name with one of its secrets, by header or in the body.
type secret struct{ via, id, value string }

func (s secret) method() string   { return s.via }
func (s secret) clientID() string { return s.id }

// check compares with every secret of the application, in a time that does not
// depend on which one fits. That a secret has expired is told only to a caller
// that knows it.
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
