package demo

import (
	"context"

	"portico/locales"
)

// settings is what the script reads from the page.
type settings struct {
	Issuer      string `json:"issuer"`
	ClientID    string `json:"clientId"`
	RedirectURI string `json:"redirectUri"`
	Scope       string `json:"scope"`
	// ThirdParty replaces settings if the page acts for the sample third-party
	// application.
	ThirdParty *thirdParty       `json:"thirdParty,omitempty"`
	Texts      map[string]string `json:"texts"`
}

type thirdParty struct {
	ClientID string `json:"clientId"`
	Scope    string `json:"scope"`
	Resource string `json:"resource"`
}

func config(ctx context.Context, p DemoProps) settings {
	var sample *thirdParty
	if p.ThirdParty.ClientID != "" {
		sample = &thirdParty{ClientID: p.ThirdParty.ClientID, Scope: thirdPartyScope, Resource: thirdPartyResource}
	}
	return settings{
		ThirdParty:  sample,
		Issuer:      p.Issuer,
		ClientID:    p.ClientID,
		RedirectURI: p.RedirectURI,
		Scope:       scope,
		Texts: map[string]string{
			"denied":     locales.T(ctx, "demo.failure.denied"),
			"state":      locales.T(ctx, "demo.failure.state"),
			"issuer":     locales.T(ctx, "demo.failure.issuer"),
			"token":      locales.T(ctx, "demo.failure.token"),
			"network":    locales.T(ctx, "demo.failure.network"),
			"insecure":   locales.T(ctx, "demo.failure.insecure"),
			"expired":    locales.T(ctx, "demo.failure.expired"),
			"refused":    locales.T(ctx, "demo.failure.refused"),
			"verified":   locales.T(ctx, "demo.token.verified"),
			"unverified": locales.T(ctx, "demo.token.unverified"),
			"copied":     locales.T(ctx, "demo.token.copied"),
			"received":   locales.T(ctx, "demo.session.received"),
			"missing":    locales.T(ctx, "demo.session.missing"),
			"refreshed":  locales.T(ctx, "demo.user.refreshed"),
		},
	}
}
