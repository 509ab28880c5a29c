package main

import (
	"context"
	"net/url"
)

// machineAim is the minimum ratio of machine tokens to a Fiber route that signs.
const machineAim = 0.70

func clientCredentialsForm() url.Values {
	return url.Values{
		"grant_type": {"client_credentials"}, "scope": {"all"},
		"resource": {"https://default.logto.app/api"},
	}
}

// clientCredentialsFigure requests JWT access tokens for the Management API.
func clientCredentialsFigure(_ context.Context, s site, limits ceilings, _ *visit) (figure, error) {
	all, err := connect(s.base)
	if err != nil {
		return figure{}, err
	}
	for _, c := range all {
		c.post(s.endpoints.Token, clientCredentialsForm())
		c.req.Header.Set("Authorization", s.machine.authorization())
	}
	return figure{
		name: "client_credentials, JWT", ceiling: limits.signingFiber, aim: machineAim,
		operation: func(worker int) error { return all[worker].do(200) },
	}, nil
}
