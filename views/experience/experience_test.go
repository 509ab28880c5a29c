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

func policy() models.PasswordPolicy {
	return models.PasswordPolicy{
		MinLength: 8, MaxLength: 256, MinCharacterTypes: 2,
		RejectRepetition: true, RejectUserInfo: true, RejectWords: []string{"northwind"},
	}
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "sign in",
			Show: func(context.Context) templ.Component {
				return experience.SignInPage(experience.SignInProps{
					Action: "/sign-in?interaction=abc", Application: "Ledgerly", RegisterURL: "/register?interaction=abc",
				})
			},
			Heading: "experience.signIn.title",
			Links:   []string{"/register?interaction=abc"},
			Forms: []viewtest.Form{
				{ID: "sign-in-form", To: "POST /sign-in?interaction=abc", Fields: []string{"identifier=", "password="}},
			},
			Says: []string{"experience.signIn.lead", "experience.signIn.submit", "experience.signIn.newHere", "experience.signIn.createAccount"},
		},
		{
			Name: "sign in wrong",
			Show: func(ctx context.Context) templ.Component {
				return experience.SignInPage(experience.SignInProps{
					Action: "/sign-in?interaction=abc", Application: "Ledgerly", Identifier: "alice",
					Errors: map[string]string{"password": locales.T(ctx, "error.session.invalid_credentials")},
				})
			},
			Heading: "experience.signIn.title",
			Forms: []viewtest.Form{
				{ID: "sign-in-form", To: "POST /sign-in?interaction=abc", Fields: []string{"identifier=alice", "password="}},
			},
			Errors: map[string]string{"password": "error.session.invalid_credentials"},
			Says:   []string{"experience.signIn.lead", "experience.signIn.submit"},
		},
		{
			Name: "sign in as nobody",
			Show: func(context.Context) templ.Component {
				return experience.SignInPage(experience.SignInProps{
					Action: "/sign-in?interaction=abc", Application: "Ledgerly", Errors: map[string]string{"identifier": "请输入用户名。"},
				})
			},
			Heading: "experience.signIn.title",
			Forms: []viewtest.Form{
				{ID: "sign-in-form", To: "POST /sign-in?interaction=abc", Fields: []string{"identifier=", "password="}},
			},
			Errors: map[string]string{"identifier": "请输入用户名。"},
		},
		{
			Name: "sign in blocked",
			Show: func(ctx context.Context) templ.Component {
				return experience.SignInPage(experience.SignInProps{
					Action: "/sign-in?interaction=abc", Application: "Ledgerly", Identifier: "alice",
					Errors: map[string]string{"": locales.T(ctx, "error.session.verification_blocked_too_many_attempts", locales.Data{"Minutes": 60})},
				})
			},
			Heading: "experience.signIn.title",
			Forms: []viewtest.Form{
				{ID: "sign-in-form", To: "POST /sign-in?interaction=abc", Fields: []string{"identifier=alice", "password="}},
			},
			Errors: map[string]string{"": "error.session.verification_blocked_too_many_attempts"},
			Says:   []string{"experience.signIn.lead", "experience.signIn.submit"},
		},
		{
			Name: "sign in expired",
			Show: func(ctx context.Context) templ.Component {
				renewal := policy()
				return experience.SignInPage(experience.SignInProps{
					Action: "/sign-in?interaction=abc", Application: "Ledgerly", Identifier: "alice", Renewal: &renewal,
					Errors: map[string]string{"": locales.T(ctx, "error.user.password_expired")},
				})
			},
			Heading: "experience.signIn.title",
			Forms: []viewtest.Form{
				{ID: "sign-in-form", To: "POST /sign-in?interaction=abc", Fields: []string{"identifier=alice", "password=", "newPassword="}},
			},
			Errors: map[string]string{"": "error.user.password_expired"},
			Says:   []string{"experience.signIn.lead", "experience.signIn.submit"},
		},
		{
			Name: "sign in account",
			Show: func(context.Context) templ.Component {
				return experience.SignInPage(experience.SignInProps{
					Action: "/sign-in?interaction=abc", Application: "Ledgerly",
					Account: &component.Person{Name: "Han Meimei", Identifier: "han"},
				})
			},
			Heading: "experience.account.title",
			Forms: []viewtest.Form{
				{ID: "continue-form", To: "POST /sign-in?interaction=abc", Fields: []string{"[action=continue]"}},
				{ID: "sign-in-form", To: "POST /sign-in?interaction=abc", Fields: []string{"identifier=", "password="}},
			},
			Says: []string{
				"experience.account.lead", "Han Meimei", "han", "experience.account.continue", "experience.account.another",
				"experience.signIn.submit",
			},
		},
		{
			Name: "register",
			Show: func(context.Context) templ.Component {
				return experience.RegisterPage(experience.RegisterProps{
					Action: "/register?interaction=abc", Application: "Ledgerly", Policy: policy(), SignInURL: "/sign-in?interaction=abc",
				})
			},
			Heading: "experience.register.title",
			Links:   []string{"https://northwind.example/terms", "https://northwind.example/privacy", "/sign-in?interaction=abc"},
			Forms: []viewtest.Form{
				{ID: "register-form", To: "POST /register?interaction=abc", Fields: []string{"identifier=", "newPassword="}},
			},
			Says: []string{
				"experience.register.lead", "experience.register.submit", "experience.register.agreeBoth", "experience.register.haveAccount",
				"experience.register.signIn",
			},
		},
		{
			Name: "register wrong",
			Show: func(ctx context.Context) templ.Component {
				return experience.RegisterPage(experience.RegisterProps{
					Action: "/register?interaction=abc", Application: "Ledgerly", Policy: policy(), SignInURL: "/sign-in?interaction=abc",
					Identifier: "1alice",
					Errors: map[string]string{
						"identifier":  locales.T(ctx, "error.user.invalid_username"),
						"newPassword": locales.T(ctx, "error.password_rejected.too_short", locales.Data{"Min": 8}),
					},
				})
			},
			Heading: "experience.register.title",
			Links:   []string{"https://northwind.example/terms", "https://northwind.example/privacy", "/sign-in?interaction=abc"},
			Forms: []viewtest.Form{
				{ID: "register-form", To: "POST /register?interaction=abc", Fields: []string{"identifier=1alice", "newPassword="}},
			},
			Errors: map[string]string{"identifier": "error.user.invalid_username", "newPassword": "error.password_rejected.too_short"},
			Says: []string{
				"experience.register.lead", "experience.register.submit", "experience.register.agreeBoth", "experience.register.haveAccount",
				"experience.register.signIn",
			},
		},
		{
			Name: "continue",
			Show: func(context.Context) templ.Component {
				return experience.ContinuePage(experience.ContinueProps{
					Action: "/continue?interaction=i", Application: "Ledgerly", SignInURL: "/sign-in?interaction=i",
					Account: component.Person{Name: "李雷", Identifier: "li.lei@northwind.example"},
				})
			},
			Heading: "experience.continue.title",
			Forms:   []viewtest.Form{{ID: "continue-form", To: "POST /continue?interaction=i", Fields: []string{"[action=continue]"}}},
			Links:   []string{"/sign-in?interaction=i"},
			Says:    []string{"experience.continue.lead", "李雷", "li.lei@northwind.example", "experience.account.continue", "experience.continue.another"},
		},
		{
			Name: "sign out",
			Show: func(context.Context) templ.Component {
				return experience.SignOutPage(experience.SignOutProps{
					Action: "/oidc/session/end/confirm",
					Fields: []component.Value{{Name: "xsrf", Value: "1"}, {Name: "logout", Value: "yes"}},
				})
			},
			Heading: "experience.signOut.title",
			Forms: []viewtest.Form{
				{ID: "op.logoutForm", To: "POST /oidc/session/end/confirm", Fields: []string{"xsrf=1", "logout=yes"}},
			},
			Says: []string{"experience.signOut.lead", "李雷", "li.lei@northwind.example", "experience.signOut.submit"},
		},
		{
			Name: "sign out at once",
			Show: func(context.Context) templ.Component {
				return experience.SignOutPage(experience.SignOutProps{
					Action: "/oidc/session/end/confirm", AutoSubmit: true,
					Fields: []component.Value{{Name: "xsrf", Value: "1"}},
				})
			},
			Heading: "experience.signOut.working",
			Forms: []viewtest.Form{
				{ID: "op.logoutForm", To: "POST /oidc/session/end/confirm", Fields: []string{"xsrf=1"}},
			},
			Says: []string{"experience.signOut.submit"},
		},
		{
			Name: "signed out",
			Show: func(context.Context) templ.Component {
				return experience.SignedOutPage()
			},
			Heading: "experience.signedOut.title",
			Says:    []string{"experience.signedOut.lead", "experience.signedOut.advice"},
		},
		{
			Name: "unknown session",
			Show: func(context.Context) templ.Component {
				return experience.UnknownSessionPage(experience.UnknownSessionProps{ContinueURL: "https://ledgerly.example/"})
			},
			Heading: "experience.unknownSession.title",
			Links:   []string{"https://ledgerly.example/"},
			Says:    []string{"experience.unknownSession.lead", "experience.unknownSession.advice", "experience.unknownSession.continue"},
		},
		{
			Name: "error failed",
			Show: func(context.Context) templ.Component {
				return experience.ErrorPage(experience.ErrorProps{Code: "internal", RequestID: "r-1"})
			},
			Heading: "experience.error.failed.title",
			Says: []string{
				"experience.error.failed.lead", "experience.error.failed.advice", "experience.error.code", "internal",
				"experience.error.requestId", "r-1",
			},
		},
		{
			Name: "error request",
			Show: func(context.Context) templ.Component {
				return experience.ErrorPage(experience.ErrorProps{
					Reason: experience.ErrorRequest, Code: "invalid_redirect_uri", Detail: "redirect_uri is not registered", RequestID: "r-1",
				})
			},
			Heading: "experience.error.request.title",
			Says: []string{
				"experience.error.request.lead", "experience.error.request.advice", "experience.error.code",
				"invalid_redirect_uri redirect_uri is not registered", "experience.error.requestId", "r-1",
			},
		},
		{
			Name: "error missing",
			Show: func(context.Context) templ.Component {
				return experience.ErrorPage(experience.ErrorProps{Reason: experience.ErrorMissing, RequestID: "r-1"})
			},
			Heading: "experience.error.missing.title",
			Says:    []string{"experience.error.missing.lead", "experience.error.missing.advice", "experience.error.requestId", "r-1"},
		},
		{
			Name: "error forbidden",
			Show: func(ctx context.Context) templ.Component {
				return experience.ErrorPage(experience.ErrorProps{
					Reason: experience.ErrorForbidden, Message: locales.T(ctx, "error.request.cross_origin"), RequestID: "r-1",
				})
			},
			Heading: "experience.error.forbidden.title",
			Says:    []string{"error.request.cross_origin", "experience.error.forbidden.advice", "experience.error.requestId", "r-1"},
		},
		{
			Name: "error limited",
			Show: func(context.Context) templ.Component {
				return experience.ErrorPage(experience.ErrorProps{Reason: experience.ErrorLimited, RequestID: "r-1"})
			},
			Heading: "experience.error.limited.title",
			Says:    []string{"experience.error.limited.lead", "experience.error.limited.advice", "experience.error.requestId", "r-1"},
		},
		{
			Name: "form post",
			Show: func(context.Context) templ.Component {
				return experience.FormPostPage(experience.FormPostProps{
					RedirectURI: "https://ledgerly.example/callback",
					Values:      []component.Value{{Name: "code", Value: "c"}, {Name: "state", Value: "s"}, {Name: "iss", Value: "https://id.example/oidc"}},
				})
			},
			Heading: "experience.formPost.title",
			Forms: []viewtest.Form{
				{ID: "form-post", To: "POST https://ledgerly.example/callback", Fields: []string{"code=c", "state=s", "iss=https://id.example/oidc"}},
			},
			Says: []string{"experience.formPost.lead", "experience.formPost.submit"},
		},
	}, "Ledgerly", "alice", "1alice", "Han Meimei", "HM", "han")
}

// Texts from users or applications are escaped.
func TestPagesEscapeProps(t *testing.T) {
	const evil = viewtest.Markup
	errors := map[string]string{"": evil, "identifier": evil, "password": evil, "newPassword": evil}
	values := []component.Value{{Name: evil, Value: evil}}
	viewtest.Escapes(t, map[string]templ.Component{
		"sign-in": experience.SignInPage(experience.SignInProps{
			Action: evil, Application: evil, Identifier: evil, Errors: errors, RegisterURL: evil,
			Account: &component.Person{Name: evil, Identifier: evil},
		}),
		"register": experience.RegisterPage(experience.RegisterProps{
			Action: evil, Application: evil, Identifier: evil, Errors: errors, SignInURL: evil,
		}),
		"continue": experience.ContinuePage(experience.ContinueProps{
			Action: evil, Application: evil, SignInURL: evil, Account: component.Person{Name: evil, Identifier: evil},
		}),
		"sign-out":           experience.SignOutPage(experience.SignOutProps{Action: evil, Fields: values}),
		"automatic sign-out": experience.SignOutPage(experience.SignOutProps{Action: evil, Fields: values, AutoSubmit: true}),
		"unknown session":    experience.UnknownSessionPage(experience.UnknownSessionProps{ContinueURL: evil}),
		"error":              experience.ErrorPage(experience.ErrorProps{Message: evil, Code: evil, Detail: evil, RequestID: evil}),
		"form post":          experience.FormPostPage(experience.FormPostProps{RedirectURI: evil, Values: values}),
	})
}

func TestPagesLinkToNoScript(t *testing.T) {
	for _, scheme := range []string{"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x"} {
		for name, page := range map[string]templ.Component{
			"form post":       experience.FormPostPage(experience.FormPostProps{RedirectURI: scheme}),
			"unknown session": experience.UnknownSessionPage(experience.UnknownSessionProps{ContinueURL: scheme}),
		} {
			html := viewtest.Render(t, viewtest.Context("en"), page)
			if strings.Contains(html, scheme) {
				t.Errorf("%s page links to %q", name, scheme)
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
		{"automatic sign-out", experience.SignOutPage(experience.SignOutProps{Action: "/x", AutoSubmit: true}), []string{
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

func TestFocus(t *testing.T) {
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

// An error is tied to its field and summarized in a live region.
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
