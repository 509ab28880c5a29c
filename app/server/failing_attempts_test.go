package server_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

// attempt is a valid request and its expected status.
type attempt struct {
	*servertest.Provider
	send   func() *servertest.Response
	status int
}

// attempts maps routes to valid requests; some routes have several.
func attempts() map[string]func(*testing.T) attempt {
	all := map[string]func(*testing.T) attempt{}
	for _, more := range []map[string]func(*testing.T) attempt{ofPrograms(), ofProvider(), ofPages(), ofAccount()} {
		maps.Copy(all, more)
	}
	return all
}

// signedIn is a provider where Alice has signed in to a client.
type signedIn struct {
	*servertest.Provider
	client  *servertest.Client
	browser *servertest.Browser
	tokens  map[string]any
}

func alice(t *testing.T, change ...func(*servertest.Registration)) signedIn {
	t.Helper()
	p := servertest.New(t)
	user := p.User("alice")
	s := signedIn{p, p.Client(models.ApplicationTraditional, change...), p.Browser(), nil}
	p.GrantScopes(user.ID, "https://api.example/", "read")
	s.tokens = p.Exchange(s.client, p.Code(s.browser, s.client, "alice", nil), nil).JSON()
	return s
}

func (s signedIn) token(name string) string {
	text, _ := s.tokens[name].(string)
	return text
}

func ofPrograms() map[string]func(*testing.T) attempt {
	about := func(path, token string) func(*testing.T) attempt {
		return func(t *testing.T) attempt {
			s := alice(t)
			values := url.Values{"client_id": {s.client.ID}, "client_secret": {s.client.Secret}, "token": {s.token(token)}}
			return attempt{s.Provider, func() *servertest.Response { return s.PostForm(path, values, nil) }, 200}
		}
	}
	return map[string]func(*testing.T) attempt{
		"POST /oidc/token: code": func(t *testing.T) attempt {
			s := alice(t)
			code := s.Code(s.browser, s.client, "alice", servertest.Params{"resource": "https://api.example/", "scope": "openid offline_access read"})
			return attempt{s.Provider, func() *servertest.Response {
				return s.Exchange(s.client, code, servertest.Params{"resource": "https://api.example/"})
			}, 200}
		},
		"POST /oidc/token: refresh": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.Refresh(s.client, s.token("refresh_token"), nil) }, 200}
		},
		"POST /oidc/token: machine": func(t *testing.T) attempt {
			p := servertest.New(t)
			machine := p.Client(models.ApplicationMachineToMachine)
			if err := p.Applications.SetManagementAPI(t.Context(), p.Records(), machine.ID, true); err != nil {
				t.Fatal(err)
			}
			return attempt{p, func() *servertest.Response {
				return p.Token(machine, servertest.Params{
					"grant_type": "client_credentials", "resource": p.Config.ManagementAPIIndicator, "scope": "all",
				})
			}, 200}
		},
		// A refusal that cannot be recorded becomes an internal error.
		"POST /oidc/token: unknown code": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.Exchange(s.client, "unknown", nil) }, 400}
		},
		"POST /oidc/token/introspection: access":  about("/oidc/token/introspection", "access_token"),
		"POST /oidc/token/introspection: refresh": about("/oidc/token/introspection", "refresh_token"),
		"POST /oidc/token/introspection: signed": func(t *testing.T) attempt {
			s := alice(t)
			const api = "https://api.example/"
			code := s.Code(s.browser, s.client, "alice", servertest.Params{"resource": api, "scope": "openid read"})
			token, _ := s.Exchange(s.client, code, servertest.Params{"resource": api}).JSON()["access_token"].(string)
			server := s.Client(models.ApplicationMachineToMachine, func(r *servertest.Registration) {
				r.CustomClientMetadata.IntrospectionResources = []string{api}
			})
			values := url.Values{"client_id": {server.ID}, "client_secret": {server.Secret}, "token": {token}}
			return attempt{s.Provider, func() *servertest.Response { return s.PostForm("/oidc/token/introspection", values, nil) }, 200}
		},
		"POST /oidc/token/revocation": about("/oidc/token/revocation", "refresh_token"),
		"GET /oidc/me": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.UserInfo(s.token("access_token")) }, 200}
		},
		"POST /oidc/me": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response {
				return s.PostForm("/oidc/me", url.Values{"access_token": {s.token("access_token")}}, nil)
			}, 200}
		},
		"GET /api/status":                              open("/api/status", 204),
		"GET /api/swagger.json":                        open("/api/swagger.json", 200),
		"GET /api/.well-known/management.openapi.json": open("/api/.well-known/management.openapi.json", 200),
	}
}

// open is a page without preconditions.
func open(path string, status int) func(*testing.T) attempt {
	return func(t *testing.T) attempt {
		p := servertest.New(t)
		return attempt{p, func() *servertest.Response { return p.Browser().Visit(path) }, status}
	}
}

func ofProvider() map[string]func(*testing.T) attempt {
	return map[string]func(*testing.T) attempt{
		"GET /oidc/auth: signed in": func(t *testing.T) attempt {
			s := alice(t)
			location := s.client.AuthorizeURL(servertest.Params{
				"prompt": "none", "id_token_hint": s.token("id_token"), "scope": "openid read", "resource": "https://api.example/",
			})
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 303}
		},
		"GET /oidc/auth: nobody": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.Browser().Visit(s.client.AuthorizeURL(nil)) }, 303}
		},
		// As with tokens: a refusal that cannot be recorded is a failure.
		"GET /oidc/auth: refused": func(t *testing.T) attempt {
			s := alice(t)
			location := s.client.AuthorizeURL(servertest.Params{"response_type": "token"})
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 303}
		},
		"POST /oidc/auth": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response {
				return s.PostForm("/oidc/auth", s.client.AuthorizeParams(nil), nil)
			}, 303}
		},
		"GET /oidc/auth/:interaction": func(t *testing.T) attempt {
			s := alice(t)
			location := s.PostForm("/oidc/auth", s.client.AuthorizeParams(nil), nil).Header.Get("Location")
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 303}
		},
		"GET /oidc/session/end": func(t *testing.T) attempt {
			s := alice(t)
			location := "/oidc/session/end?" + url.Values{
				"id_token_hint": {s.token("id_token")}, "post_logout_redirect_uri": {"https://app.example/"},
			}.Encode()
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /oidc/session/end": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response {
				return s.PostForm("/oidc/session/end", url.Values{"client_id": {s.client.ID}}, nil)
			}, 303}
		},
		"POST /oidc/session/end/confirm": func(t *testing.T) attempt {
			s := alice(t)
			return submitting(s.Provider, s.browser, s.browser.Get("/oidc/session/end?client_id="+s.client.ID), "op.logoutForm", nil)
		},
		"GET /oidc/session/end/success": func(t *testing.T) attempt {
			s := alice(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit("/oidc/session/end/success") }, 200}
		},
		"GET /unknown-session": func(t *testing.T) attempt {
			s := alice(t)
			location := s.Browser().Visit(s.client.AuthorizeURL(nil)).Header.Get("Location")
			_, id, _ := strings.Cut(location, "interaction=")
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit("/unknown-session?interaction=" + id) }, 400}
		},
	}
}

// submitting submits a form of a page, without following redirects.
func submitting(p *servertest.Provider, b *servertest.Browser, page *servertest.Response, form string, fields map[string]string) attempt {
	action, values := page.Form(form)
	for name, value := range fields {
		values.Set(name, value)
	}
	return attempt{p, func() *servertest.Response {
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(values.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return b.Send(request)
	}, 303}
}

func ofPages() map[string]func(*testing.T) attempt {
	// at returns the page for a client's request in a new browser.
	at := func(t *testing.T, change servertest.Params) (signedIn, *servertest.Browser, *servertest.Response) {
		s := alice(t)
		browser := s.Browser()
		return s, browser, browser.Get(s.client.AuthorizeURL(change))
	}
	isThirdParty := func(r *servertest.Registration) { r.IsThirdParty = true }
	consent := func(t *testing.T) (signedIn, string) {
		s := alice(t)
		other := s.Client(models.ApplicationTraditional, isThirdParty)
		return s, s.browser.Visit(other.AuthorizeURL(servertest.Params{"scope": "openid profile"})).Header.Get("Location")
	}
	unproven := func(t *testing.T) (signedIn, string) {
		s := alice(t)
		tool := s.Client(models.ApplicationNative, func(r *servertest.Registration) {
			r.OIDCClientMetadata.RedirectURIs = []string{"http://localhost/callback"}
		})
		return s, s.browser.Visit(tool.AuthorizeURL(servertest.Params{"prompt": ""})).Header.Get("Location")
	}
	return map[string]func(*testing.T) attempt{
		"GET /": open("/", 303), "GET /demo-app": open("/demo-app", 200),
		"GET /sign-in": func(t *testing.T) attempt {
			s, browser, page := at(t, nil)
			return attempt{s.Provider, func() *servertest.Response { return browser.Visit(page.Request.URL.String()) }, 200}
		},
		"POST /sign-in": func(t *testing.T) attempt {
			s, browser, page := at(t, nil)
			return submitting(s.Provider, browser, page, "sign-in-form", map[string]string{"identifier": "alice", "password": servertest.Password})
		},
		// A refusal that cannot be recorded becomes an internal error.
		"POST /sign-in: wrong password": func(t *testing.T) attempt {
			s, browser, page := at(t, nil)
			a := submitting(s.Provider, browser, page, "sign-in-form", map[string]string{"identifier": "alice", "password": "wrong"})
			a.status = 400
			return a
		},
		"GET /register": func(t *testing.T) attempt {
			s, browser, page := at(t, servertest.Params{"first_screen": "register"})
			return attempt{s.Provider, func() *servertest.Response { return browser.Visit(page.Request.URL.String()) }, 200}
		},
		"POST /register": func(t *testing.T) attempt {
			s, browser, page := at(t, servertest.Params{"first_screen": "register"})
			names := 0 // the account may be created before the session fails
			return attempt{s.Provider, func() *servertest.Response {
				names++
				return submitting(s.Provider, browser, page, "register-form", map[string]string{
					"identifier": fmt.Sprintf("bob%d", names), "newPassword": "a long enough phrase of bob",
				}).send()
			}, 303}
		},
		"GET /continue": func(t *testing.T) attempt {
			s, location := unproven(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /continue": func(t *testing.T) attempt {
			s, location := unproven(t)
			return submitting(s.Provider, s.browser, s.browser.Visit(location), "continue-form", map[string]string{"action": "continue"})
		},
		"GET /consent": func(t *testing.T) attempt {
			s, location := consent(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /consent": func(t *testing.T) attempt {
			s, location := consent(t)
			return submitting(s.Provider, s.browser, s.browser.Visit(location), "consent-form", map[string]string{"action": "authorize"})
		},
		"GET /api/interaction/consent": func(t *testing.T) attempt {
			s, _ := consent(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit("/api/interaction/consent") }, 200}
		},
		"POST /api/interaction/consent": func(t *testing.T) attempt {
			s, _ := consent(t)
			return attempt{s.Provider, func() *servertest.Response {
				request, err := http.NewRequest(http.MethodPost, servertest.Endpoint+"/api/interaction/consent", strings.NewReader("{}"))
				if err != nil {
					t.Fatal(err)
				}
				request.Header.Set("Content-Type", "application/json")
				return s.browser.Send(request)
			}, 200}
		},
		"GET /welcome": func(t *testing.T) attempt {
			p := servertest.New(t)
			location := welcome(t, p)
			return attempt{p, func() *servertest.Response { return p.Browser().Visit(location) }, 200}
		},
		"POST /welcome": func(t *testing.T) attempt {
			p := servertest.New(t)
			browser, used := p.Browser(), 0 // as for registration
			var pages []*servertest.Response
			for range 40 {
				pages = append(pages, browser.Visit(welcome(t, p)))
			}
			return attempt{p, func() *servertest.Response {
				used++
				return submitting(p, browser, pages[used], "welcome-form", map[string]string{
					"username": fmt.Sprintf("operator%d", used), "newPassword": "a long enough phrase of an operator",
				}).send()
			}, 303}
		},
		"GET /invitation/:token": func(t *testing.T) attempt {
			s, location := invited(t)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(location) }, 200}
		},
		"POST /invitation/:token": func(t *testing.T) attempt {
			s, location := invited(t)
			return submitting(s.Provider, s.browser, s.browser.Visit(location), "join-form", nil)
		},
	}
}

// welcome returns the link with which an operator joins.
func welcome(t *testing.T, p *servertest.Provider) string {
	t.Helper()
	_, token, err := p.Operators.Invite(t.Context(), p.DB.Tenant(models.TenantAdmin), models.RoleEditor)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(p.WelcomeLink(token), servertest.Endpoint)
}

// invited returns the link with which Alice may join an organization.
func invited(t *testing.T) (signedIn, string) {
	t.Helper()
	s := alice(t)
	organization := s.Organization("Acme")
	token := models.NewToken()
	err := s.Records().OrganizationInvitations.Insert(t.Context(), &models.OrganizationInvitation{
		ID: models.NewID(), OrganizationID: organization.ID, Invitee: "alice@example.com", Status: models.InvitationPending,
		Digest: models.Digest(token), ExpiresAt: s.Now().Add(time.Hour).UnixMilli(),
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s, "/invitation/" + token
}
