package href_test

import (
	"testing"

	"portico/views/href"
)

func TestConsole(t *testing.T) {
	shop := href.ConsoleOf("shop")
	tests := []struct{ name, got, want string }{
		{"home of the default tenant", href.ConsoleOf("default").Home(), "/console"},
		{"home of another", shop.Home(), "/t/shop/console"},
		{"tab", href.Below(shop.Application("a1"), "tokens"), "/t/shop/console/applications/a1/tokens"},
		{"a name is one segment", href.Below(href.Console{}.Application("a1"), "secrets", "a/b?c#d e", "delete"), "/console/applications/a1/secrets/a%2Fb%3Fc%23d%20e/delete"},
		{"a name of dots does not lead further up", href.Below(href.Console{}.Application("a1"), "secrets", "..", "delete"), "/console/applications/a1/secrets/-/delete"},
		{"log", href.Console{}.Log("l1"), "/console/audit-logs/l1"},
		{"tenant", shop.TenantDelete("x"), "/t/shop/console/tenants/x/delete"},
		{"a tenant is one segment", href.ConsoleOf("a/b").Home(), "/t/a%2Fb/console"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("got %q, want %q", test.got, test.want)
			}
		})
	}
}

func TestWith(t *testing.T) {
	tests := []struct {
		name  string
		pairs []string
		want  string
	}{
		{"nothing", nil, "/l"},
		{"in order", []string{"q", "a b&c", "page", "2"}, "/l?q=a+b%26c&page=2"},
		{"empty values are left out", []string{"q", "", "page", "2"}, "/l?page=2"},
		{"only empty values", []string{"q", ""}, "/l"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := href.With("/l", test.pairs...); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
