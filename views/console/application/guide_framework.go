package application

import (
	"context"
	"net/url"
	"strings"

	"portico/locales"
	"portico/models"
)

// frameworkGuide is the guide of the framework that the application names, if it
// has one. The guides assume that the library picks the authentication method.
func (g guide) frameworkGuide(ctx context.Context) (Guide, bool) {
	framework, ok := models.FrameworkNamed(g.Application.CustomClientMetadata.Framework)
	if !ok || framework.Title == "" || g.signsAssertions() {
		return Guide{}, false
	}
	lead, code := g.ofFramework(ctx, framework.Name)
	return Guide{Name: framework.Title, Lead: lead, Code: code}, code != ""
}

func (g guide) ofFramework(ctx context.Context, name string) (lead, code string) {
	switch name {
	case "react":
		return locales.T(ctx, "console.application.guide.react"), g.react()
	case "vue":
		return locales.T(ctx, "console.application.guide.vue"), g.vue()
	case "next":
		return locales.T(ctx, "console.application.guide.next"), g.next()
	case "express":
		return locales.T(ctx, "console.application.guide.express"), g.express()
	case "go":
		return locales.T(ctx, "console.application.guide.golang"), g.golang()
	case "python":
		return locales.T(ctx, "console.application.guide.django"), g.django()
	case "spring":
		return locales.T(ctx, "console.application.guide.spring"), g.spring()
	case "php":
		return locales.T(ctx, "console.application.guide.php"), g.php()
	case "dotnet":
		return locales.T(ctx, "console.application.guide.dotnet"), g.dotnet()
	case "ios":
		return locales.T(ctx, "console.application.guide.ios"), g.ios()
	case "android":
		return locales.T(ctx, "console.application.guide.android"), g.android()
	}
	return "", ""
}

// react is for the npm package react-oidc-context, version 3.
func (g guide) react() string {
	return lines(
		`import { createRoot } from "react-dom/client";`,
		`import { AuthProvider, useAuth } from "react-oidc-context";`,
		``,
		`function App() {`,
		`  const auth = useAuth();`,
		`  if (auth.isLoading) return null;`,
		`  if (!auth.isAuthenticated) return <button onClick={() => auth.signinRedirect()}>Sign in</button>;`,
		`  return <p>{auth.user.profile.sub}</p>;`,
		`}`,
		``,
		`createRoot(document.getElementById("root")).render(`,
		`  <AuthProvider`,
		`    authority=`+quoted(g.Issuer),
		`    client_id=`+quoted(g.Application.ID),
		`    redirect_uri=`+quoted(g.redirectURI()),
		`    scope="openid profile"`,
		`    onSigninCallback={() => history.replaceState({}, "", "/")}`,
		`  >`,
		`    <App />`,
		`  </AuthProvider>,`,
		`);`,
	)
}

// vue is for the npm package oidc-client-ts, version 3.
func (g guide) vue() string {
	return lines(
		`import { createApp } from "vue";`,
		`import { UserManager } from "oidc-client-ts";`,
		`import App from "./App.vue";`,
		``,
		`const manager = new UserManager({`,
		`  authority: `+quoted(g.Issuer)+`,`,
		`  client_id: `+quoted(g.Application.ID)+`,`,
		`  redirect_uri: `+quoted(g.redirectURI())+`,`,
		`  scope: "openid profile",`,
		`});`,
		`if (location.pathname === `+quoted(g.redirectPath())+`) {`,
		`  await manager.signinCallback();`,
		`  history.replaceState({}, "", "/");`,
		`}`,
		`const user = await manager.getUser();`,
		`if (user) createApp(App, { user }).mount("#app");`,
		`else await manager.signinRedirect();`,
	)
}

// redirectPath is the path of the redirect URI.
func (g guide) redirectPath() string {
	u, err := url.Parse(g.redirectURI())
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// next is for the npm package next-auth, version 5.
func (g guide) next() string {
	return lines(
		`// auth.js`,
		`import NextAuth from "next-auth";`,
		``,
		`export const { handlers, auth, signIn, signOut } = NextAuth({`,
		`  providers: [{`,
		`    id: "portico",`,
		`    name: "Portico",`,
		`    type: "oidc",`,
		`    issuer: `+quoted(g.Issuer)+`,`,
		`    clientId: `+quoted(g.Application.ID)+`,`,
		`    clientSecret: process.env.CLIENT_SECRET,`,
		`  }],`,
		`});`,
		``,
		`// app/api/auth/[...nextauth]/route.js`,
		`import { handlers } from "@/auth";`,
		``,
		`export const { GET, POST } = handlers;`,
	)
}

// php is for the Composer package jumbojett/openid-connect-php, version 1.
func (g guide) php() string {
	return lines(
		`<?php`,
		`require 'vendor/autoload.php';`,
		``,
		`$oidc = new Jumbojett\OpenIDConnectClient(`,
		`    `+quotedPHP(g.Issuer)+`,`,
		`    `+quotedPHP(g.Application.ID)+`,`,
		`    getenv('CLIENT_SECRET'),`,
		`);`,
		`$oidc->setRedirectURL(`+quotedPHP(g.redirectURI())+`);`,
		`$oidc->addScope(['profile', 'email']);`,
		`$oidc->authenticate();`,
		`echo $oidc->requestUserInfo('sub');`,
	)
}

// dotnet is for the NuGet package Microsoft.AspNetCore.Authentication.OpenIdConnect.
func (g guide) dotnet() string {
	code := []string{
		`builder.Services`,
		`    .AddAuthentication(options =>`,
		`    {`,
		`        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;`,
		`        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;`,
		`    })`,
		`    .AddCookie()`,
		`    .AddOpenIdConnect(options =>`,
		`    {`,
		`        options.Authority = ` + quoted(g.Issuer) + `;`,
		`        options.ClientId = ` + quoted(g.Application.ID) + `;`,
		`        options.ClientSecret = Environment.GetEnvironmentVariable("CLIENT_SECRET");`,
		`        options.ResponseType = "code";`,
	}
	if strings.HasPrefix(g.Issuer, "http://") {
		code = append(code, `        options.RequireHttpsMetadata = false;`)
	}
	return lines(append(code, `    });`)...)
}

// ios is for the Swift package AppAuth, version 2.
func (g guide) ios() string {
	return lines(
		`OIDAuthorizationService.discoverConfiguration(forIssuer: URL(string: `+quoted(g.Issuer)+`)!) { configuration, error in`,
		`    guard let configuration else { return print(error!) }`,
		`    let request = OIDAuthorizationRequest(`,
		`        configuration: configuration,`,
		`        clientId: `+quoted(g.Application.ID)+`,`,
		`        scopes: [OIDScopeOpenID, OIDScopeProfile],`,
		`        redirectURL: URL(string: `+quoted(g.redirectURI())+`)!,`,
		`        responseType: OIDResponseTypeCode,`,
		`        additionalParameters: nil`,
		`    )`,
		`    appDelegate.currentFlow = OIDAuthState.authState(byPresenting: request, presenting: self) { state, error in`,
		`        print(state?.lastTokenResponse?.idToken ?? error!)`,
		`    }`,
		`}`,
	)
}

// android is for the Maven package net.openid:appauth, in Kotlin.
func (g guide) android() string {
	return lines(
		`val service = AuthorizationService(this)`,
		`AuthorizationServiceConfiguration.fetchFromIssuer(Uri.parse(`+quotedKotlin(g.Issuer)+`)) { configuration, error ->`,
		`    val request = AuthorizationRequest.Builder(`,
		`        configuration ?: throw error!!,`,
		`        `+quotedKotlin(g.Application.ID)+`,`,
		`        ResponseTypeValues.CODE,`,
		`        Uri.parse(`+quotedKotlin(g.redirectURI())+`),`,
		`    ).setScope("openid profile").build()`,
		`    signIn.launch(service.getAuthorizationRequestIntent(request))`,
		`}`,
		``,
		`val signIn = registerForActivityResult(StartActivityForResult()) { result ->`,
		`    val response = AuthorizationResponse.fromIntent(result.data!!)!!`,
		`    service.performTokenRequest(response.createTokenExchangeRequest()) { tokens, error ->`,
		`        println(tokens?.idToken ?: error)`,
		`    }`,
		`}`,
	)
}

// quotedPHP is a text as a string of PHP, in which $ has no meaning.
func quotedPHP(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}

// quotedKotlin is a text as a string of Kotlin.
func quotedKotlin(text string) string { return strings.ReplaceAll(quoted(text), "$", `\$`) }
