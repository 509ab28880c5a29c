package protocol_test

import (
	"net/url"
	"testing"

	"portico/app/oidc/protocol"
)

func TestIsLoopbackMatch(t *testing.T) {
	const bare, ported, six, name = "http://127.0.0.1/cb", "http://127.0.0.1:8080/cb", "http://[::1]/cb", "http://localhost/cb"
	tests := []struct {
		name       string
		registered string
		asked      string
		want       bool
	}{
		{"the same", bare, bare, true},
		{"with a port", bare, "http://127.0.0.1:51004/cb", true},
		{"an invalid port", bare, "http://127.0.0.1:65536/cb", false},
		{"with another port", ported, "http://127.0.0.1:51004/cb", true},
		{"without the port", ported, bare, true},
		{"IPv6 with a port", six, "http://[::1]:51004/cb", true},
		{"IPv6 with another port", "http://[::1]:8080/cb", "http://[::1]:51004/cb", true},
		{"with a query", "http://127.0.0.1/cb?a=1", "http://127.0.0.1:51004/cb?a=1", true},
		{"the address in the path, too", "http://127.0.0.1:80/127.0.0.1:80", "http://127.0.0.1:81/127.0.0.1:80", true},

		{"the name with a port", name, "http://localhost:51004/cb", true},
		{"the name with another port", "http://localhost:8080/cb", "http://localhost:51004/cb", true},
		{"the name without the port", "http://localhost:8080/cb", name, true},

		{"the name: the address", name, "http://127.0.0.1:51004/cb", false},
		{"the name: in capitals", name, "http://LOCALHOST:51004/cb", false},
		{"the name: with a dot", name, "http://localhost.:51004/cb", false},
		{"the name: a host with the same prefix", name, "http://localhost.evil.com:80/cb", false},
		{"the name: as user", name, "http://localhost:80@evil.com/cb", false},
		{"the name: another path", name, "http://localhost:51004/cb/", false},
		{"the name: another query", name, "http://localhost:51004/cb?a=1", false},
		{"the name: https", name, "https://localhost:51004/cb", false},
		{"a host with the same prefix", bare, "http://127.0.0.1.evil.com/cb", false},
		{"a host with the same prefix, with a port", bare, "http://127.0.0.1.evil.com:80/cb", false},
		{"a host with the same suffix", bare, "http://evil127.0.0.1/cb", false},
		{"the address as user", bare, "http://127.0.0.1:80@evil/cb", false},
		{"the address as user, with a port", bare, "http://127.0.0.1@evil.com:80/cb", false},
		{"a user at the address", bare, "http://evil@127.0.0.1:80/cb", false},
		{"a user and a password at the address", bare, "http://a:b@127.0.0.1:80/cb", false},
		{"an empty user", bare, "http://@127.0.0.1:80/cb", false},
		{"a backslash", bare, `http://127.0.0.1:80\@evil.com/cb`, false},
		{"a port with letters", bare, "http://127.0.0.1:8a/cb", false},
		{"a port with a sign", bare, "http://127.0.0.1:+80/cb", false},
		{"a port that is too long", bare, "http://127.0.0.1:000080/cb", false},
		{"an empty port", bare, "http://127.0.0.1:/cb", false},
		{"two ports", bare, "http://127.0.0.1:80:81/cb", false},
		{"another path", bare, "http://127.0.0.1:80/cb/x", false},
		{"another path that climbs", bare, "http://127.0.0.1:80/cb/../cb", false},
		{"another path in escapes", bare, "http://127.0.0.1:80/%63b", false},
		{"no path", bare, "http://127.0.0.1:80", false},
		{"a query", bare, "http://127.0.0.1:80/cb?a=1", false},
		{"an empty query", bare, "http://127.0.0.1:80/cb?", false},
		{"a fragment", bare, "http://127.0.0.1:80/cb#a", false},
		{"an empty fragment", bare, "http://127.0.0.1:80/cb#", false},
		{"https", bare, "https://127.0.0.1:80/cb", false},
		{"another letter case", bare, "HTTP://127.0.0.1:80/cb", false},
		{"another loopback address", bare, "http://127.0.0.2:80/cb", false},
		{"the other family", bare, "http://[::1]:80/cb", false},
		{"the name", bare, "http://localhost:80/cb", false},
		{"the short form", bare, "http://127.1:80/cb", false},
		{"the decimal form", bare, "http://2130706433:80/cb", false},
		{"the long form of IPv6", six, "http://[0:0:0:0:0:0:0:1]:80/cb", false},
		{"IPv6 with a zone", six, "http://[::1%25lo]:80/cb", false},
		{"IPv4 in IPv6", six, "http://[::ffff:127.0.0.1]:80/cb", false},
		{"a tab", bare, "http://127.0.0.1:80/cb\t", false},
		{"a space", bare, " http://127.0.0.1:80/cb", false},
		{"nothing", bare, "", false},

		{"registered https", "https://127.0.0.1/cb", "https://127.0.0.1:80/cb", false},
		{"registered name in capitals", "http://LOCALHOST/cb", "http://LOCALHOST:80/cb", false},
		{"registered name with the same prefix", "http://localhost.evil.com/cb", "http://localhost.evil.com:80/cb", false},
		{"registered host", "http://app.example/cb", "http://app.example:80/cb", false},
		{"registered custom scheme", "app://127.0.0.1/cb", "app://127.0.0.1:80/cb", false},
		{"registered with a user", "http://a@127.0.0.1/cb", "http://a@127.0.0.1:80/cb", false},
		{"registered nothing", "", "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := protocol.IsLoopbackMatch(test.registered, test.asked); got != test.want {
				t.Errorf("IsLoopbackMatch(%q, %q) = %v", test.registered, test.asked, got)
			}
		})
	}
}

// Every match leads to a loopback address and to the same path.
func FuzzIsLoopbackMatch(f *testing.F) {
	for _, asked := range []string{
		"http://127.0.0.1:80/cb", "http://127.0.0.1.evil.com/cb", "http://127.0.0.1:80@evil/cb", "http://127.0.0.1:8a/cb", "http://[::1]/cb", "",
	} {
		f.Add(asked)
	}
	f.Fuzz(func(t *testing.T, asked string) {
		if !protocol.IsLoopbackMatch("http://127.0.0.1:8080/cb", asked) {
			return
		}
		u, err := url.Parse(asked)
		if err != nil || u.Scheme != "http" || u.Hostname() != "127.0.0.1" || u.User != nil ||
			u.EscapedPath() != "/cb" || u.RawQuery != "" || u.Fragment != "" {
			t.Errorf("%q matches", asked)
		}
	})
}
