package main

import (
	"context"
	"net/http"
)

// signInFigure signs in on the page, each time as a new browser, from the
// authorization request to the code.
func signInFigure(ctx context.Context, s site, limits ceilings, _ *visit) (figure, error) {
	transport := &http.Transport{MaxIdleConnsPerHost: connections}
	target := authorizationURL(s, s.web, userScope, "")
	return figure{
		name: "sign-in with password", ceiling: limits.hashing,
		operation: func(int) error {
			v, err := newVisit(s.base, transport)
			if err != nil {
				return err
			}
			_, err = v.authorize(ctx, target)
			return err
		},
	}, nil
}
