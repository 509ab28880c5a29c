package main

import (
	"context"
	"net/http"
)

// figures returns all measurements, ready to run.
func figures(ctx context.Context, s site, limits ceilings) ([]figure, error) {
	signedIn, err := newVisit(s.base, http.DefaultTransport)
	if err != nil {
		return nil, err
	}
	makers := []func(context.Context, site, ceilings, *visit) (figure, error){
		clientCredentialsFigure, webRefreshFigure, pageRefreshFigure, silentFigure, exchangeFigure,
		userinfoFigure, introspectionFigure, signInFigure,
	}
	all := []figure{signingRouteFigure(limits)}
	for _, make := range makers {
		f, err := make(ctx, s, limits, signedIn)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}
