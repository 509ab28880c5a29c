package client

import (
	"context"

	"portico/app/ground/tenant"
)

// none is a client that only names itself. Its type decides whether that is allowed.
type none struct{ id string }

func (n none) method() string   { return MethodNone }
func (n none) clientID() string { return n.id }

func (n none) check(context.Context, *Authenticator, *tenant.Application) error { return nil }
