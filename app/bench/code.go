package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"sync/atomic"
	"time"
)

const userScope = "openid profile"

// prepareTime is how long codes are collected for one round of exchanges; a
// code lives for a minute.
const prepareTime = 3 * time.Second

// silentFigure requests codes with prompt=none in a session: no page, no hash.
func silentFigure(ctx context.Context, s site, limits ceilings, v *visit) (figure, error) {
	ask, err := silently(ctx, s, v)
	if err != nil {
		return figure{}, err
	}
	return figure{
		name: "silent authorization", ceiling: limits.fiber,
		operation: func(worker int) error {
			_, err := ask(worker)
			return err
		},
	}, nil
}

// silently returns a function that gets a code over the worker's connection.
func silently(ctx context.Context, s site, v *visit) (func(worker int) (string, error), error) {
	if _, err := v.authorize(ctx, authorizationURL(s, s.web, userScope, "")); err != nil {
		return nil, err
	}
	cookies, err := v.cookies()
	if err != nil {
		return nil, err
	}
	all, err := connect(s.base)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		c.get(authorizationURL(s, s.web, userScope, "none"))
		c.req.Header.Set("Cookie", cookies)
	}
	return func(worker int) (string, error) {
		c := all[worker]
		if err := c.do(303); err != nil {
			return "", err
		}
		return codeOf(string(c.resp.Header.Peek("Location")))
	}, nil
}

// exchangeFigure exchanges codes for tokens; each round collects its codes first.
func exchangeFigure(ctx context.Context, s site, limits ceilings, v *visit) (figure, error) {
	ask, err := silently(ctx, s, v)
	if err != nil {
		return figure{}, err
	}
	all, err := connect(s.base)
	if err != nil {
		return figure{}, err
	}
	var codes []string
	var next atomic.Int64
	return figure{
		name: "authorization_code", ceiling: limits.signingFiber,
		prepare: func() error {
			codes, err = collect(ask)
			next.Store(0)
			return err
		},
		operation: func(worker int) error {
			i := int(next.Add(1)) - 1
			if i >= len(codes) {
				return errNoMore
			}
			_, err := exchange(all[worker], s, s.web, codes[i])
			return err
		},
	}, nil
}

// collect gets codes for prepareTime.
func collect(ask func(int) (string, error)) ([]string, error) {
	lists := make([][]string, connections)
	_, err := repeat(connections, prepareTime, func(worker int) error {
		code, err := ask(worker)
		lists[worker] = append(lists[worker], code)
		return err
	})
	var codes []string
	for _, list := range lists {
		codes = append(codes, list...)
	}
	return codes, err
}

// exchange redeems a code (RFC 6749, section 4.1.3).
func exchange(c *connection, s site, app credentials, code string) (tokenAnswer, error) {
	return tokens(c, s, app, url.Values{
		"grant_type": {"authorization_code"}, "code": {code},
		"redirect_uri": {redirectURI}, "code_verifier": {codeVerifier},
	})
}

// tokens requests tokens as an application, with its secret if it has one.
func tokens(c *connection, s site, app credentials, fields url.Values) (tokenAnswer, error) {
	if app.Secret == "" {
		fields.Set("client_id", app.ID)
	}
	c.post(s.endpoints.Token, fields)
	if app.Secret != "" {
		c.req.Header.Set("Authorization", app.authorization())
	}
	if err := c.do(200); err != nil {
		return tokenAnswer{}, err
	}
	var answer tokenAnswer
	if err := json.NewDecoder(bytes.NewReader(c.resp.Body())).Decode(&answer); err != nil {
		return tokenAnswer{}, fmt.Errorf("read tokens: %w", err)
	}
	if answer.AccessToken == "" {
		return tokenAnswer{}, errors.New("tokens without an access token")
	}
	return answer, nil
}
