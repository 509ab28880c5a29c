package main

import (
	"context"
	"net/url"
)

// userinfoFigure reads claims with one opaque access token.
func userinfoFigure(ctx context.Context, s site, limits ceilings, v *visit) (figure, error) {
	all, token, err := withToken(ctx, s, v)
	if err != nil {
		return figure{}, err
	}
	for _, c := range all {
		c.get(s.endpoints.Userinfo)
		c.req.Header.Set("Authorization", "Bearer "+token)
	}
	return figure{
		name: "userinfo", ceiling: limits.fiber,
		operation: func(worker int) error { return all[worker].do(200) },
	}, nil
}

// introspectionFigure introspects one opaque access token (RFC 7662).
func introspectionFigure(ctx context.Context, s site, limits ceilings, v *visit) (figure, error) {
	all, token, err := withToken(ctx, s, v)
	if err != nil {
		return figure{}, err
	}
	for _, c := range all {
		c.post(s.endpoints.Introspection, url.Values{"token": {token}})
		c.req.Header.Set("Authorization", s.web.authorization())
	}
	return figure{
		name: "introspection", ceiling: limits.fiber,
		operation: func(worker int) error { return all[worker].do(200) },
	}, nil
}

// withToken connects and gets an access token of the web application.
func withToken(ctx context.Context, s site, v *visit) ([]*connection, string, error) {
	all, err := connect(s.base)
	if err != nil {
		return nil, "", err
	}
	code, err := v.authorize(ctx, authorizationURL(s, s.web, userScope, ""))
	if err != nil {
		return nil, "", err
	}
	answer, err := exchange(all[0], s, s.web, code)
	return all, answer.AccessToken, err
}
