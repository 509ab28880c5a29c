package href_test

import (
	"testing"

	"portico/views/href"
)

func TestSite(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"sign-in", href.Site{}.SignIn("abc"), "/sign-in?interaction=abc"},
		{"register of a tenant", href.Site{Prefix: "/t/shop"}.Register("abc"), "/t/shop/register?interaction=abc"},
		{"an interaction is escaped", href.Site{}.Consent("a&b=c#d"), "/consent?interaction=a%26b%3Dc%23d"},
		{"unknown session", href.Site{Prefix: "/t/shop"}.UnknownSession(), "/t/shop/unknown-session"},
		{"end session", href.Site{}.EndSessionConfirm(), "/oidc/session/end/confirm"},
		{"demo", href.Site{}.DemoApp(), "/demo-app"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("got %q, want %q", test.got, test.want)
			}
		})
	}
}

func TestAccountPage(t *testing.T) {
	site := href.Site{Prefix: "/t/shop"}
	for path, want := range map[string]string{
		"/account": "/t/shop/account", "/account/applications?page=2": "/t/shop/account/applications?page=2",
		"/account/a-B_9/remove": "/t/shop/account/a-B_9/remove",
	} {
		if got, ok := site.AccountPage(path); got != want || !ok {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{
		"", "/", "account", "//account", "/accounts", "/account/", "/account//x", "/account/..", "/account/%2e", `/account\x`, "/account?a=/", "/account#x",
		"/t/shop/account", "https://evil.example/account",
	} {
		if got, ok := site.AccountPage(path); ok {
			t.Errorf("%q: got %q", path, got)
		}
	}
}

func TestInLanguage(t *testing.T) {
	tests := []struct{ name, query, want string }{
		{"keeps the query", "interaction=abc", "?interaction=abc&lang=zh-CN"},
		{"replaces the choice", "interaction=abc&lang=en", "?interaction=abc&lang=zh-CN"},
		{"without a query", "", "?lang=zh-CN"},
		{"with a broken query", "%zz", "?lang=zh-CN"},
		{"leads nowhere else", "//evil.example", "?%2F%2Fevil.example=&lang=zh-CN"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := href.InLanguage(test.query, "zh-CN"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
