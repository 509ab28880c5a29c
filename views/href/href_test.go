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
