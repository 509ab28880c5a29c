package experience_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/experience"
	"portico/views/viewtest"
)

const evil = `"><script>alert('x')</script>&`

func policy() models.PasswordPolicy {
	return models.PasswordPolicy{
		MinLength: 8, MaxLength: 256, MinCharacterTypes: 2,
		RejectRepetition: true, RejectUserInfo: true, RejectWords: []string{"northwind"},
	}
}

func TestPages(t *testing.T) {
	pages := []struct {
		name string
		page func(context.Context) templ.Component
		data []string
	}{
		{name: "sign_in", page: func(context.Context) templ.Component {
			return experience.SignInPage(experience.SignInProps{
				Action: "/sign-in?interaction=abc", Application: "Ledgerly", RegisterURL: "/register?interaction=abc",
			})
		}, data: []string{"Ledgerly"}},
		{name: "sign_in_wrong", page: func(ctx context.Context) templ.Component {
			return experience.SignInPage(experience.SignInProps{
				Action: "/sign-in?interaction=abc", Application: "Ledgerly", Identifier: "alice",
				Errors: map[string]string{"password": locales.T(ctx, "error.session.invalid_credentials")},
			})
		}, data: []string{"Ledgerly", "alice"}},
		{name: "sign_in_blocked", page: func(ctx context.Context) templ.Component {
			return experience.SignInPage(experience.SignInProps{
				Action: "/sign-in?interaction=abc", Application: "Ledgerly", Identifier: "alice",
				Errors: map[string]string{"": locales.T(ctx, "error.session.verification_blocked_too_many_attempts", locales.Data{"Minutes": 60})},
			})
		}, data: []string{"Ledgerly", "alice"}},
		{name: "sign_in_expired", page: func(ctx context.Context) templ.Component {
			renewal := policy()
			return experience.SignInPage(experience.SignInProps{
				Action: "/sign-in?interaction=abc", Application: "Ledgerly", Identifier: "alice", Renewal: &renewal,
				Errors: map[string]string{"": locales.T(ctx, "error.user.password_expired")},
			})
		}, data: []string{"Ledgerly", "alice"}},
		{name: "sign_in_account", page: func(context.Context) templ.Component {
			return experience.SignInPage(experience.SignInProps{
				Action: "/sign-in?interaction=abc", Application: "Ledgerly",
				Account: &component.Person{Name: "Han Meimei", Identifier: "han"},
			})
		}, data: []string{"Ledgerly", "Han Meimei", "HM", "han"}},
		{name: "register", page: func(context.Context) templ.Component {
			return experience.RegisterPage(experience.RegisterProps{
				Action: "/register?interaction=abc", Application: "Ledgerly", Policy: policy(), SignInURL: "/sign-in?interaction=abc",
			})
		}, data: []string{"Ledgerly"}},
		{name: "register_wrong", page: func(ctx context.Context) templ.Component {
			return experience.RegisterPage(experience.RegisterProps{
				Action: "/register?interaction=abc", Application: "Ledgerly", Policy: policy(), SignInURL: "/sign-in?interaction=abc",
				Identifier: "1alice",
				Errors: map[string]string{
					"identifier":  locales.T(ctx, "error.user.invalid_username"),
					"newPassword": locales.T(ctx, "error.password_rejected.too_short", locales.Data{"Min": 8}),
				},
			})
		}, data: []string{"Ledgerly", "1alice"}},
		{name: "sign_out", page: func(context.Context) templ.Component {
			return experience.SignOutPage(experience.SignOutProps{
				Action: "/oidc/session/end/confirm",
				Fields: []component.Value{{Name: "xsrf", Value: "1"}, {Name: "logout", Value: "yes"}},
			})
		}},
		{name: "sign_out_at_once", page: func(context.Context) templ.Component {
			return experience.SignOutPage(experience.SignOutProps{
				Action: "/oidc/session/end/confirm", AutoSubmit: true,
				Fields: []component.Value{{Name: "xsrf", Value: "1"}},
			})
		}},
		{name: "signed_out", page: func(context.Context) templ.Component {
			return experience.SignedOutPage()
		}},
		{name: "unknown_session", page: func(context.Context) templ.Component {
			return experience.UnknownSessionPage(experience.UnknownSessionProps{ContinueURL: "https://ledgerly.example/"})
		}},
		{name: "error_failed", page: func(context.Context) templ.Component {
			return experience.ErrorPage(experience.ErrorProps{Code: "internal", RequestID: "r-1"})
		}},
		{name: "error_request", page: func(context.Context) templ.Component {
			return experience.ErrorPage(experience.ErrorProps{
				Reason: experience.ErrorRequest, Code: "invalid_redirect_uri", Detail: "redirect_uri is not registered", RequestID: "r-1",
			})
		}},
		{name: "error_missing", page: func(context.Context) templ.Component {
			return experience.ErrorPage(experience.ErrorProps{Reason: experience.ErrorMissing, RequestID: "r-1"})
		}},
		{name: "error_forbidden", page: func(ctx context.Context) templ.Component {
			return experience.ErrorPage(experience.ErrorProps{
				Reason: experience.ErrorForbidden, Message: locales.T(ctx, "error.request.cross_origin"), RequestID: "r-1",
			})
		}},
		{name: "error_limited", page: func(context.Context) templ.Component {
			return experience.ErrorPage(experience.ErrorProps{Reason: experience.ErrorLimited, RequestID: "r-1"})
		}},
		{name: "form_post", page: func(context.Context) templ.Component {
			return experience.FormPostPage(experience.FormPostProps{
				RedirectURI: "https://ledgerly.example/callback",
				Values:      []component.Value{{Name: "code", Value: "c"}, {Name: "state", Value: "s"}, {Name: "iss", Value: "https://id.example/oidc"}},
			})
		}},
	}
	for _, p := range pages {
		viewtest.Golden(t, p.name, p.page, p.data...)
	}
}

// Nothing that people or applications chose becomes markup.
func TestPagesEscapeWhatIsGiven(t *testing.T) {
	errors := map[string]string{"": evil, "identifier": evil, "password": evil, "newPassword": evil}
	values := []component.Value{{Name: evil, Value: evil}}
	pages := []struct {
		name string
		page templ.Component
	}{
		{"sign-in", experience.SignInPage(experience.SignInProps{
			Action: evil, Application: evil, Identifier: evil, Errors: errors, RegisterURL: evil,
			Account: &component.Person{Name: evil, Identifier: evil},
		})},
		{"register", experience.RegisterPage(experience.RegisterProps{
			Action: evil, Application: evil, Identifier: evil, Errors: errors, SignInURL: evil,
		})},
		{"sign-out", experience.SignOutPage(experience.SignOutProps{Action: evil, Fields: values})},
		{"sign-out at once", experience.SignOutPage(experience.SignOutProps{Action: evil, Fields: values, AutoSubmit: true})},
		{"signed out", experience.SignedOutPage()},
		{"unknown session", experience.UnknownSessionPage(experience.UnknownSessionProps{ContinueURL: evil})},
		{"error", experience.ErrorPage(experience.ErrorProps{Message: evil, Code: evil, Detail: evil, RequestID: evil})},
		{"form post", experience.FormPostPage(experience.FormPostProps{RedirectURI: evil, Values: values})},
	}
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			html := viewtest.Render(t, viewtest.Context("en"), p.page)
			if strings.Contains(html, "<script>alert") || strings.Contains(html, `value="">`) {
				t.Errorf("given text became markup:\n%s", html)
			}
		})
	}
}

func TestPagesLinkToNoScript(t *testing.T) {
	for _, scheme := range []string{"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x"} {
		for name, page := range map[string]templ.Component{
			"form post":       experience.FormPostPage(experience.FormPostProps{RedirectURI: scheme}),
			"unknown session": experience.UnknownSessionPage(experience.UnknownSessionProps{ContinueURL: scheme}),
		} {
			html := viewtest.Render(t, viewtest.Context("en"), page)
			if strings.Contains(html, scheme) {
				t.Errorf("%s page leads to %q", name, scheme)
			}
		}
	}
}

// Clients, their tests and browsers rely on these.
func TestPagesKeepTheirNames(t *testing.T) {
	tests := []struct {
		name string
		page templ.Component
		want []string
	}{
		{"sign-in", experience.SignInPage(experience.SignInProps{Action: "/sign-in?interaction=a", Identifier: "alice"}), []string{
			`<form id="sign-in-form" class="form" method="post" action="/sign-in?interaction=a">`,
			`name="csrf" value="csrf-token"`, `name="identifier" value="alice"`, `autocomplete="username webauthn"`,
			`name="password"`, `autocomplete="current-password"`,
		}},
		{"continue", experience.SignInPage(experience.SignInProps{Account: &component.Person{Name: "Li"}}), []string{`name="action" value="continue"`}},
		{"register", experience.RegisterPage(experience.RegisterProps{}), []string{
			`name="identifier"`, `autocomplete="username"`, `name="newPassword"`, `autocomplete="new-password"`,
		}},
		{"sign-out", experience.SignOutPage(experience.SignOutProps{Action: "/x"}), []string{`<form id="op.logoutForm"`}},
		{"sign-out at once", experience.SignOutPage(experience.SignOutProps{Action: "/x", AutoSubmit: true}), []string{
			`<form id="op.logoutForm"`, `<script nonce="nonce">`, `<noscript><button type="submit"`,
		}},
		{"signed out", experience.SignedOutPage(), []string{"You’ve been signed out."}},
		{"error", experience.ErrorPage(experience.ErrorProps{}), []string{`id="error-page"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			html := viewtest.Render(t, viewtest.Context("en"), test.page)
			for _, want := range test.want {
				if !strings.Contains(html, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
		})
	}
}

func TestFocusGoesWhereTypingGoesOn(t *testing.T) {
	person := &component.Person{Name: "Li"}
	tests := []struct {
		name string
		page templ.Component
		want string // the id of the field; "" for none
	}{
		{"fresh", experience.SignInPage(experience.SignInProps{}), "identifier"},
		{"known identifier", experience.SignInPage(experience.SignInProps{Identifier: "alice"}), "password"},
		{"wrong password", experience.SignInPage(experience.SignInProps{Identifier: "alice", Errors: map[string]string{"password": "no"}}), "password"},
		{"both wrong", experience.SignInPage(experience.SignInProps{Errors: map[string]string{"password": "no", "identifier": "no"}}), "identifier"},
		{"an account to continue with", experience.SignInPage(experience.SignInProps{Account: person}), ""},
		{"an account, and wrong", experience.SignInPage(experience.SignInProps{Account: person, Errors: map[string]string{"password": "no"}}), "password"},
		{"fresh sign-up", experience.RegisterPage(experience.RegisterProps{}), "identifier"},
		{"weak password", experience.RegisterPage(experience.RegisterProps{Identifier: "alice", Errors: map[string]string{"newPassword": "no"}}), "newPassword"},
	}
	field := regexp.MustCompile(`<input [^>]*id="([a-zA-Z]+)"[^>]* autofocus`)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			html := viewtest.Render(t, viewtest.Context("en"), test.page)
			got := ""
			if found := field.FindAllStringSubmatch(html, -1); len(found) == 1 {
				got = found[0][1]
			}
			if got != test.want {
				t.Errorf("focus on %q, want %q", got, test.want)
			}
		})
	}
}

// An error is tied to its field and summed up where it is read out.
func TestErrorsAreTiedToTheirFields(t *testing.T) {
	page := experience.SignInPage(experience.SignInProps{Identifier: "alice", Errors: map[string]string{"password": "That is wrong."}})
	html := viewtest.Render(t, viewtest.Context("en"), page)
	for _, want := range []string{
		`aria-invalid="true" aria-describedby="password-error"`, `id="password-error"`, "That is wrong.",
		`id="form-error" role="alert">There is a problem with 1 field.`, `value="alice"`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
