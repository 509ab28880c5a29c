package application

import (
	"context"
	"net/url"

	"portico/locales"
	"portico/models"
)

// productGuides are for products whose settings do not follow from the
// endpoints, with the settings of their documentation. They fit applications that
// use the protocol's defaults.
func (g guide) productGuides(ctx context.Context) []Guide {
	if !g.hasDefaults() {
		return nil
	}
	return []Guide{
		{Name: "Java · Spring Boot", Lead: locales.T(ctx, "console.application.guide.spring"), Code: g.spring()},
		{Name: "Python · mozilla-django-oidc", Lead: locales.T(ctx, "console.application.guide.django"), Code: g.django()},
		{Name: "Node.js · express-openid-connect", Lead: locales.T(ctx, "console.application.guide.express"), Code: g.express()},
		{Name: "oauth2-proxy", Lead: locales.T(ctx, "console.application.guide.proxy"), Code: g.oauth2Proxy()},
	}
}

// hasDefaults reports whether the settings suit all products: by default, several send
// the secret in the body and no code challenge, and accept only RS256.
func (g guide) hasDefaults() bool {
	metadata := g.Application.CustomClientMetadata
	algorithm := metadata.IDTokenSignedResponseAlg
	return g.Application.Type == models.ApplicationTraditional && g.authMethod() == "" &&
		!metadata.RequirePKCE && (algorithm == "" || algorithm == "RS256")
}

// origin is the origin of the redirect URI.
func (g guide) origin() string {
	u, err := url.Parse(g.redirectURI())
	if err != nil {
		return g.redirectURI()
	}
	return u.Scheme + "://" + u.Host
}

// spring is for Spring Boot 3 and 4.
func (g guide) spring() string {
	const registration, provider = "spring.security.oauth2.client.registration.portico.", "spring.security.oauth2.client.provider.portico."
	return lines(
		registration+`client-id=`+g.Application.ID,
		registration+`client-secret=${CLIENT_SECRET}`,
		registration+`scope=openid,profile,email`,
		provider+`issuer-uri=`+g.Issuer,
	)
}

// django is for the PyPI package mozilla-django-oidc, version 5.
func (g guide) django() string {
	return lines(
		`INSTALLED_APPS += ["mozilla_django_oidc"]`,
		`AUTHENTICATION_BACKENDS = ["mozilla_django_oidc.auth.OIDCAuthenticationBackend"]`,
		`OIDC_RP_CLIENT_ID = `+quoted(g.Application.ID),
		`OIDC_RP_CLIENT_SECRET = os.environ["CLIENT_SECRET"]`,
		`OIDC_RP_SIGN_ALGO = "RS256"`,
		`OIDC_OP_JWKS_ENDPOINT = `+quoted(g.JWKS),
		`OIDC_OP_AUTHORIZATION_ENDPOINT = `+quoted(g.Authorization),
		`OIDC_OP_TOKEN_ENDPOINT = `+quoted(g.Token),
		`OIDC_OP_USER_ENDPOINT = `+quoted(g.UserInfo),
		``,
		`# urls.py`,
		`urlpatterns += [path("oidc/", include("mozilla_django_oidc.urls"))]`,
	)
}

// express is for the npm package express-openid-connect.
func (g guide) express() string {
	return lines(
		`app.use(auth({`,
		`  issuerBaseURL: `+quoted(g.Issuer)+`,`,
		`  baseURL: `+quoted(g.origin())+`,`,
		`  clientID: `+quoted(g.Application.ID)+`,`,
		`  clientSecret: process.env.CLIENT_SECRET,`,
		`  secret: process.env.SESSION_SECRET,`,
		`  idpLogout: true,`,
		`  authorizationParams: { response_type: "code", scope: "openid profile email" },`,
		`}));`,
	)
}

// oauth2Proxy is a shell command.
func (g guide) oauth2Proxy() string {
	return lines(
		`oauth2-proxy --provider=oidc \`,
		`  --oidc-issuer-url=`+g.Issuer+` \`,
		`  --client-id=`+g.Application.ID+` --client-secret="$CLIENT_SECRET" \`,
		`  --redirect-url='`+g.redirectURI()+`' \`,
		`  --cookie-secret="$(openssl rand -hex 16)" \`,
		`  --email-domain='*' \`,
		`  --upstream=http://127.0.0.1:8080`,
	)
}
