package server

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/app/edge/web"
	"portico/app/ground/sentinel"
	"portico/app/noun/application"
	"portico/app/noun/audit"
	"portico/app/noun/connector"
	consents "portico/app/noun/consent"
	"portico/app/noun/customjwt"
	"portico/app/noun/explanation"
	"portico/app/noun/invitation"
	"portico/app/noun/operator"
	"portico/app/noun/organization"
	"portico/app/noun/organizationrole"
	"portico/app/noun/resource"
	"portico/app/noun/role"
	"portico/app/noun/secret"
	sessions "portico/app/noun/session"
	"portico/app/noun/signingkey"
	tenants "portico/app/noun/tenant"
	"portico/app/noun/thirdparty"
	"portico/app/noun/user"
	"portico/app/oidc/authorize"
	"portico/app/oidc/client"
	"portico/app/oidc/discovery"
	"portico/app/oidc/interaction"
	"portico/app/oidc/introspect"
	"portico/app/oidc/issue"
	"portico/app/oidc/keys"
	"portico/app/oidc/logout"
	"portico/app/oidc/revoke"
	"portico/app/oidc/token"
	"portico/app/oidc/userinfo"
	"portico/app/page/account"
	"portico/app/page/consent"
	"portico/app/page/console"
	"portico/app/page/demo"
	"portico/app/page/experience"
	"portico/models"
	"portico/views/href"
)

// wiring holds everything that has routes.
type wiring struct {
	sameOrigin fiber.Handler

	authorize  *authorize.Handler
	token      *token.Endpoint
	introspect *introspect.Handler
	revoke     *revoke.Handler
	userinfo   *userinfo.Handler
	logout     *logout.Handler
	keys       *keys.Handler
	discovery  *discovery.Handler

	experience *experience.Handler
	consent    *consent.Handler
	account    *account.Handler
	demo       *demo.Handler

	console  *console.Handler
	welcome  *operator.Welcome
	join     *invitation.Handler
	consoles []func(fiber.Router) // mount the console's pages
	callers  *api.Authenticator
	apis     []func(*api.API) // register the Management API's routes
}

// wire connects the features with one another.
func (s *Server) wire() *wiring {
	sameOrigin := web.SameOrigin(s.Vault)
	clients := &client.Authenticator{Vault: s.Vault, Fetch: s.Outbound, Now: s.Now}
	issuer := &issue.Issuer{Signer: s.Keys, Deriver: s.Vault, Customizer: customClaims{s.CustomJWT}, Now: s.Now}
	interactions := interaction.Pages{Service: &interaction.Service{Now: s.Now, Events: s.Events}}
	endpoint := &authorize.Endpoint{
		Interactions: interactions.Service, Issuer: issuer, Events: s.Events, Tokens: s.Keys, Now: s.Now,
	}
	tokens := token.New(clients, issuer, s.Events, s.Now)
	return &wiring{
		sameOrigin: sameOrigin,
		authorize:  &authorize.Handler{Endpoint: endpoint, Render: s.render},
		token:      tokens,
		introspect: &introspect.Handler{Clients: clients, Tokens: s.Keys, Now: s.Now},
		revoke:     &revoke.Handler{Clients: clients, Events: s.Events, Now: s.Now},
		userinfo:   &userinfo.Handler{Now: s.Now},
		logout:     &logout.Handler{Sessions: s.Sessions, Tokens: s.Keys, Render: s.render, SameOrigin: sameOrigin},
		keys:       &keys.Handler{Service: s.Keys},
		discovery:  &discovery.Handler{Keys: s.Keys, GrantTypes: tokens.GrantTypes()},
		experience: &experience.Handler{
			Service: &experience.Service{
				Interactions: interactions, Users: s.Users, Passwords: s.Hasher, Attempts: s.Sentinel,
				Sessions: s.Sessions, Events: s.Events,
				UserSubject: sentinel.UserSubject,
				IdentifierSubject: func(identifier string) string {
					return sentinel.IdentifierSubject(identifier, s.Config.CaseSensitiveUsername)
				},
			},
			Render: s.render, Resume: interactions.Resume, InvitedTo: s.Invitations.InvitedTo,
		},
		consent: &consent.Handler{
			Service: &consent.Service{Interactions: interactions, Requests: endpoint, Consents: s.Consents},
			Current: interactions.Current, Resume: interactions.Resume, Render: s.render,
		},
		account:  &account.Handler{Consents: s.Consents, Passwords: s.Users, Render: s.render, Now: s.Now},
		demo:     &demo.Handler{Render: s.render},
		console:  s.console(sameOrigin),
		welcome:  &operator.Welcome{Service: s.Operators, Sessions: s.Sessions, Render: s.render},
		join:     &invitation.Handler{Service: s.Invitations, Render: s.render},
		consoles: s.consoles(),
		callers:  &api.Authenticator{Tenants: s.Tenants, Tokens: s.Keys, Now: s.Now},
		apis:     s.apis(),
	}
}

// console returns the console, which is a client of this server.
func (s *Server) console(sameOrigin fiber.Handler) *console.Handler {
	home := href.ConsoleOf(models.TenantDefault)
	return &console.Handler{
		Client: &console.Client{
			Issuer:      s.Config.Endpoint + "/t/" + models.TenantAdmin + "/oidc",
			RedirectURI: s.Config.Endpoint + home.Callback(), SignedOutURI: s.Config.Endpoint + home.Home(),
			HTTP: &http.Client{Transport: loopback{s.app}}, Vault: s.Vault, Now: s.Now,
		},
		Sessions: &console.Sessions{Records: s.DB.Tenant(models.TenantAdmin), Now: s.Now},
		Render:   s.render, SameOrigin: sameOrigin, Tenants: s.DB.FindTenants,
	}
}

// consoles lists the functions that mount the console's pages.
func (s *Server) consoles() []func(fiber.Router) {
	operators := &operator.Console{
		Service: s.Operators, Records: s.DB.Tenant(models.TenantAdmin), Render: s.render, Link: s.WelcomeLink,
	}
	applications := &application.Console{Service: s.Applications, Render: s.render}
	users := &user.Console{Service: s.Users, Render: s.render}
	organizations := &organization.Console{Service: s.Organizations, Render: s.render, Users: users, Applications: applications}
	return []func(fiber.Router){
		applications.Mount,
		users.Mount,
		(&thirdparty.Console{Service: s.ThirdParties, Render: s.render, Applications: applications}).Mount,
		(&sessions.Console{Service: s.UserSessions, Render: s.render, Users: users}).Mount,
		(&consents.Console{
			Service: s.Consents, Render: s.render, Users: users, Applications: application.OfAnyType{Console: applications},
		}).Mount,
		(&explanation.Console{Service: s.Explanations, Render: s.render, Users: users}).Mount,
		(&connector.Console{Service: s.Connectors, Render: s.render}).Mount,
		(&invitation.Console{Service: s.Invitations, Render: s.render, Organizations: organizations}).Mount,
		(&resource.Console{Service: s.Resources, Render: s.render}).Mount,
		(&role.Console{Service: s.Roles, Render: s.render, Users: users, Applications: applications}).Mount,
		(&organizationrole.Console{Service: s.Template, Render: s.render}).Mount,
		organizations.Mount,
		(&signingkey.Console{Service: s.SigningKeys, Render: s.render}).Mount,
		(&audit.Console{
			Render: s.render, Now: s.Now, Retention: s.Tenancy,
			Users: users, Applications: application.OfAnyType{Console: applications},
		}).Mount,
		operators.Mount,
		(&tenants.Console{Service: s.Tenancy, Render: s.render}).Mount,
	}
}

// apis lists the functions that register the Management API's routes.
func (s *Server) apis() []func(*api.API) {
	operators := &operator.API{Service: s.Operators, Records: s.DB.Tenant(models.TenantAdmin), Link: s.WelcomeLink}
	return []func(*api.API){
		tenants.API{Service: s.Tenancy}.Register, // its fixed paths must precede the keys' paths with a parameter in the same position
		signingkey.API{Service: s.SigningKeys}.Register,
		operators.Register,
		user.API{Service: s.Users}.Register,
		explanation.API{Service: s.Explanations}.Register,
		sessions.API{Service: s.UserSessions}.Register,
		application.API{Service: s.Applications}.Register,
		thirdparty.API{Service: s.ThirdParties}.Register,
		organization.API{Service: s.Organizations}.Register,
		connector.API{Service: s.Connectors}.Register,
		customjwt.API{Service: s.CustomJWT}.Register,
		consents.API{Service: s.Consents}.Register,
		invitation.API{Service: s.Invitations}.Register,
		resource.API{Service: s.Resources}.Register,
		organizationrole.API{Service: s.Template}.Register,
		role.API{Service: s.Roles}.Register,
		secret.API{Service: s.Secrets}.Register,
		audit.API{}.Register,
	}
}
