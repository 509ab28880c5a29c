package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
)

// Parameters of the figures' sign-ins. Nothing listens at the redirect URI: the
// generator reads the code from the redirect.
const (
	redirectURI = "http://127.0.0.1:9/callback"
	username    = "bench"
	password    = "correct horse battery staple"
	// PKCE (RFC 7636, appendix B).
	codeVerifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	codeChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

// site is a running portico with what the figures need.
type site struct {
	base              string
	endpoints         endpoints
	machine, web, spa credentials
}

// endpoints are those of the discovery document.
type endpoints struct {
	Authorization string `json:"authorization_endpoint"`
	Token         string `json:"token_endpoint"`
	Userinfo      string `json:"userinfo_endpoint"`
	Introspection string `json:"introspection_endpoint"`
}

// credentials are those of an application.
type credentials struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// authorization is the value of the header for client_secret_basic.
func (c credentials) authorization() string { return basic(c.ID, c.Secret) }

func basic(user, secret string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+secret))
}

// setUp creates the applications and the user on the command line, as an operator
// would.
func setUp(ctx context.Context, p program) (site, error) {
	s := site{base: p.base()}
	if err := fetchJSON(ctx, p.base()+"/oidc/.well-known/openid-configuration", &s.endpoints); err != nil {
		return site{}, err
	}
	err := p.call(ctx, "", &s.machine, "app", "create", "--name", "Machine", "--type", "MachineToMachine", "--management-api")
	if err != nil {
		return site{}, err
	}
	err = p.call(ctx, "", &s.web, "app", "create", "--name", "Web", "--type", "Traditional", "--redirect-uri", redirectURI)
	if err != nil {
		return site{}, err
	}
	err = p.call(ctx, "", &s.spa, "app", "create", "--name", "Page", "--type", "SPA", "--redirect-uri", redirectURI)
	if err != nil {
		return site{}, err
	}
	err = p.call(ctx, password+"\n", nil, "user", "create", "--username", username,
		"--email", "bench@example.com", "--password-stdin")
	return s, err
}

func fetchJSON(ctx context.Context, url string, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("get %s: %w", url, err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("get %s: %w", url, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("get %s: status %d", url, resp.StatusCode)
	}
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return fmt.Errorf("get %s: %w", url, err)
	}
	return nil
}
