package main

import (
	"context"
	"errors"
	"net/url"
)

// webRefreshFigure refreshes as a confidential client, whose refresh tokens are
// not rotated for most of their lifetime.
func webRefreshFigure(ctx context.Context, s site, limits ceilings, v *visit) (figure, error) {
	return refreshFigure(ctx, "refresh_token, confidential client", s, s.web, limits, v)
}

// pageRefreshFigure refreshes as a public client, which gets a new refresh
// token each time.
func pageRefreshFigure(ctx context.Context, s site, limits ceilings, v *visit) (figure, error) {
	return refreshFigure(ctx, "refresh_token, rotating", s, s.spa, limits, v)
}

// refreshFigure gives each worker its own grant and follows its refresh tokens.
func refreshFigure(ctx context.Context, name string, s site, app credentials, limits ceilings, v *visit) (figure, error) {
	all, err := connect(s.base)
	if err != nil {
		return figure{}, err
	}
	current := make([]string, connections)
	for worker := range current {
		code, err := v.authorize(ctx, authorizationURL(s, app, userScope+" offline_access", "consent"))
		if err != nil {
			return figure{}, err
		}
		answer, err := exchange(all[worker], s, app, code)
		if err != nil {
			return figure{}, err
		}
		if answer.RefreshToken == "" {
			return figure{}, errors.New("no refresh token for offline_access")
		}
		current[worker] = answer.RefreshToken
	}
	return figure{
		name: name, ceiling: limits.signingFiber,
		operation: func(worker int) error {
			answer, err := tokens(all[worker], s, app, url.Values{
				"grant_type": {"refresh_token"}, "refresh_token": {current[worker]},
			})
			if err == nil && answer.RefreshToken != "" {
				current[worker] = answer.RefreshToken
			}
			return err
		},
	}, nil
}
