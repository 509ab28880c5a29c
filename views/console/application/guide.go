package application

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"portico/locales"
	"portico/models"
)

// Guide is code that connects a client, filled in with the application's values.
// It never contains a secret: that stays in the environment.
type Guide struct {
	Name, Lead string
	Code       string
}

// guidesOf lists the guides for an application. An application that signs
// its assertions needs a library that supports it.
func guidesOf(ctx context.Context, p EndpointsProps) []Guide {
	g := guide{
		EndpointsProps: p,
		paste:          locales.T(ctx, "console.application.guide.paste"),
		leave:          locales.T(ctx, "console.application.guide.leave"),
		comeBack:       locales.T(ctx, "console.application.guide.comeBack"),
	}
	node := Guide{Name: "Node.js · openid-client", Lead: locales.T(ctx, "console.application.guide.node"), Code: g.node()}
	if g.signsAssertions() {
		return []Guide{node}
	}
	return append([]Guide{
		{Name: "curl", Lead: curlLead(ctx, p), Code: g.curl()},
		node,
		g.golangGuide(ctx),
	}, g.productGuides(ctx)...)
}

// guide generates the code.
type guide struct {
	EndpointsProps
	paste, leave, comeBack string // comments
}

func (g guide) authMethod() string { return g.Application.CustomClientMetadata.TokenEndpointAuthMethod }

func (g guide) signsAssertions() bool { return strings.HasSuffix(g.authMethod(), "_jwt") }

// redirectURI is the first registered one.
func (g guide) redirectURI() string {
	if uris := g.Application.OIDCClientMetadata.RedirectURIs; len(uris) > 0 {
		return uris[0]
	}
	return exampleRedirectURI
}

func curlLead(ctx context.Context, p EndpointsProps) string {
	switch {
	case signsPeopleIn(p.Application):
		return locales.T(ctx, "console.application.guide.curl")
	case p.MayManage:
		return locales.T(ctx, "console.application.guide.curlManagement")
	}
	return locales.T(ctx, "console.application.guide.curlMachine")
}

// curl requests tokens in a shell. All values are percent-encoded and so need
// no quotes.
func (g guide) curl() string {
	if !signsPeopleIn(g.Application) {
		return g.tokenCall("grant_type=client_credentials",
			"resource="+url.QueryEscape(g.ManagementAPI), "scope="+models.ScopeAll)
	}
	query := url.Values{
		"client_id": {g.Application.ID}, "redirect_uri": {g.redirectURI()},
		"response_type": {"code"}, "scope": {"openid profile"}, "code_challenge_method": {"S256"},
	}
	return lines(
		`VERIFIER=$(openssl rand -hex 32)`,
		`CHALLENGE=$(printf %s "$VERIFIER" | openssl dgst -sha256 -binary | openssl base64 -A | tr '+/' '-_' | tr -d =)`,
		`echo "`+g.Authorization+"?"+query.Encode()+`&code_challenge=$CHALLENGE"`,
		``,
		"# "+g.paste,
		`read -r CODE`,
		g.tokenCall("grant_type=authorization_code", `code=$CODE`, `code_verifier=$VERIFIER`,
			"redirect_uri="+url.QueryEscape(g.redirectURI())),
	)
}

// tokenCall is a call to the token endpoint.
func (g guide) tokenCall(parameters ...string) string {
	call := []string{"curl " + g.Token}
	switch {
	case g.Application.IsPublic():
		parameters = append(parameters, "client_id="+g.Application.ID)
	case g.authMethod() == "client_secret_post":
		parameters = append(parameters, "client_id="+g.Application.ID, "client_secret=$CLIENT_SECRET")
	default:
		call = append(call, `-u "`+g.Application.ID+`:$CLIENT_SECRET"`)
	}
	for _, parameter := range parameters {
		if strings.Contains(parameter, "$") {
			parameter = `"` + parameter + `"`
		}
		call = append(call, "-d "+parameter)
	}
	return strings.Join(call, " \\\n  ")
}

// node is for the npm package openid-client, version 6.
func (g guide) node() string {
	insecure := ""
	if strings.HasPrefix(g.Issuer, "http://") {
		insecure = ", {\n  execute: [client.allowInsecureRequests],\n}"
	}
	config := lines(
		`import * as client from "openid-client";`,
		``,
		`const config = await client.discovery(new URL(`+quoted(g.Issuer)+`), `+
			quoted(g.Application.ID)+`, undefined, `+g.nodeAuthentication()+insecure+`);`,
	)
	if !signsPeopleIn(g.Application) {
		return lines(config,
			`const tokens = await client.clientCredentialsGrant(config, {`,
			`  resource: `+quoted(g.ManagementAPI)+`,`,
			`  scope: `+quoted(models.ScopeAll)+`,`,
			`});`,
			`console.log(tokens.access_token);`,
		)
	}
	return lines(config, ``,
		"// "+g.leave,
		`const verifier = client.randomPKCECodeVerifier();`,
		`const state = client.randomState();`,
		`const url = client.buildAuthorizationUrl(config, {`,
		`  redirect_uri: `+quoted(g.redirectURI())+`,`,
		`  scope: "openid profile",`,
		`  code_challenge: await client.calculatePKCECodeChallenge(verifier),`,
		`  code_challenge_method: "S256",`,
		`  state,`,
		`});`,
		``,
		"// "+g.comeBack,
		`const tokens = await client.authorizationCodeGrant(config, new URL(callback), {`,
		`  pkceCodeVerifier: verifier,`,
		`  expectedState: state,`,
		`});`,
		`console.log(tokens.claims());`,
	)
}

func (g guide) nodeAuthentication() string {
	const secret = "process.env.CLIENT_SECRET"
	if g.Application.IsPublic() {
		return "client.None()"
	}
	switch g.authMethod() {
	case "client_secret_basic":
		return "client.ClientSecretBasic(" + secret + ")"
	case "client_secret_jwt":
		return "client.ClientSecretJwt(" + secret + ")"
	case "private_key_jwt":
		return "client.PrivateKeyJwt(privateKey)"
	}
	return "client.ClientSecretPost(" + secret + ")"
}

func (g guide) golangGuide(ctx context.Context) Guide {
	if signsPeopleIn(g.Application) {
		return Guide{Name: "Go · coreos/go-oidc", Lead: locales.T(ctx, "console.application.guide.golang"), Code: g.golang()}
	}
	return Guide{Name: "Go · x/oauth2", Lead: locales.T(ctx, "console.application.guide.golangMachine"), Code: g.golangMachine()}
}

// golang is for github.com/coreos/go-oidc/v3 and golang.org/x/oauth2.
func (g guide) golang() string {
	secret := "\tClientSecret: os.Getenv(\"CLIENT_SECRET\"),\n"
	if g.Application.IsPublic() {
		secret = ""
	}
	return lines(
		`provider, err := oidc.NewProvider(ctx, `+quoted(g.Issuer)+`)`,
		`if err != nil {`,
		`	return err`,
		`}`,
		`config := oauth2.Config{`,
		`	ClientID:     `+quoted(g.Application.ID)+`,`,
		secret+`	Endpoint:     provider.Endpoint(),`,
		`	RedirectURL:  `+quoted(g.redirectURI())+`,`,
		`	Scopes:       []string{oidc.ScopeOpenID, "profile"},`,
		`}`,
		``,
		"// "+g.leave,
		`verifier, state := oauth2.GenerateVerifier(), rand.Text()`,
		`address := config.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier))`,
		``,
		"// "+g.comeBack,
		`token, err := config.Exchange(ctx, r.FormValue("code"), oauth2.VerifierOption(verifier))`,
		`if err != nil {`,
		`	return err`,
		`}`,
		`raw, _ := token.Extra("id_token").(string)`,
		`idToken, err := provider.Verifier(&oidc.Config{ClientID: config.ClientID}).Verify(ctx, raw)`,
	)
}

// golangMachine is for golang.org/x/oauth2/clientcredentials.
func (g guide) golangMachine() string {
	return lines(
		`config := clientcredentials.Config{`,
		`	ClientID:     `+quoted(g.Application.ID)+`,`,
		`	ClientSecret: os.Getenv("CLIENT_SECRET"),`,
		`	TokenURL:     `+quoted(g.Token)+`,`,
		`	Scopes:       []string{`+quoted(models.ScopeAll)+`},`,
		`	EndpointParams: url.Values{`,
		`		"resource": {`+quoted(g.ManagementAPI)+`},`,
		`	},`,
		`}`,
		`client := config.Client(ctx)`,
	)
}

func lines(text ...string) string { return strings.Join(text, "\n") }

// quoted is a text as a string literal of Go and JavaScript.
func quoted(text string) string { return strconv.Quote(text) }
