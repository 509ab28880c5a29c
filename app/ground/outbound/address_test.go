package outbound_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync/atomic"
	"testing"

	"portico/app/ground/outbound"
)

// forbidden lists targets that the server must not reach, spelled in ways that get
// past text filters. {port} is the port of a loopback server.
func forbidden() []struct{ name, host string } {
	return []struct{ name, host string }{
		{"loopback", "127.0.0.1"},
		{"loopback, last address", "127.255.255.254"},
		{"loopback, decimal", "2130706433"},
		{"loopback, hexadecimal", "0x7f000001"},
		{"loopback, octal", "017700000001"},
		{"loopback, octal parts", "0177.0.0.1"},
		{"loopback, leading zeros", "127.0.0.001"},
		{"loopback, hexadecimal parts", "0x7f.0x0.0x0.0x1"},
		{"loopback, mixed parts", "0x7F.0.1"},
		{"loopback, two parts", "127.1"},
		{"loopback, three parts", "127.0.1"},
		{"loopback, trailing dot", "127.0.0.1."},
		{"loopback, wide digits", "１２７.0.0.1"},
		{"loopback, wide last digit", "127.0.0.１"},
		{"loopback, ideographic stops", "127。0。0。1"},
		{"loopback, circled digits", "①②⑦.0.0.①"},
		{"loopback, percent encoded", "%31%32%37.0.0.1"},
		{"loopback by name", "localhost"},
		{"loopback by name, capitals", "LOCALHOST"},
		{"unspecified", "0.0.0.0"},
		{"unspecified, short", "0"},
		{"this network", "0.1.2.3"},
		{"private 10", "10.0.0.1"},
		{"private 172.16", "172.16.0.1"},
		{"private 172.31", "172.31.255.255"},
		{"private 192.168", "192.168.1.1"},
		{"private, decimal", "3232235777"},
		{"carrier-grade NAT", "100.64.0.1"},
		{"carrier-grade NAT, last address", "100.127.255.255"},
		{"link-local", "169.254.1.1"},
		{"cloud metadata", "169.254.169.254"},
		{"cloud metadata, decimal", "2852039166"},
		{"cloud metadata, octal", "0251.0376.0251.0376"},
		{"cloud metadata, carrier-grade", "100.100.100.200"},
		{"cloud metadata, protocol range", "192.0.0.192"},
		{"cloud platform", "168.63.129.16"},
		{"documentation 1", "192.0.2.1"},
		{"documentation 2", "198.51.100.1"},
		{"documentation 3", "203.0.113.1"},
		{"6to4 relay", "192.88.99.1"},
		{"benchmark", "198.18.0.1"},
		{"multicast", "224.0.0.1"},
		{"reserved", "240.0.0.1"},
		{"broadcast", "255.255.255.255"},
		{"IPv6 loopback", "[::1]"},
		{"IPv6 loopback, long", "[0:0:0:0:0:0:0:1]"},
		{"IPv6 unspecified", "[::]"},
		{"mapped loopback", "[::ffff:127.0.0.1]"},
		{"mapped loopback, hexadecimal", "[::ffff:7f00:1]"},
		{"mapped private", "[::ffff:10.0.0.1]"},
		{"mapped public", "[::ffff:8.8.8.8]"},
		{"compatible loopback", "[::127.0.0.1]"},
		{"translated loopback", "[64:ff9b::7f00:1]"},
		{"translated metadata", "[64:ff9b::169.254.169.254]"},
		{"local translation", "[64:ff9b:1::7f00:1]"},
		{"6to4 loopback", "[2002:7f00:1::]"},
		{"Teredo", "[2001:0:7f00:1::1]"},
		{"IPv6 benchmark", "[2001:2::1]"},
		{"IPv6 documentation", "[2001:db8::1]"},
		{"IPv6 documentation, new", "[3fff::1]"},
		{"unique local", "[fc00::1]"},
		{"unique local metadata", "[fd00:ec2::254]"},
		{"IPv6 link-local", "[fe80::1]"},
		{"IPv6 link-local with zone", "[fe80::1%25lo]"},
		{"IPv6 loopback with zone", "[::1%25lo]"},
		{"IPv6 site-local", "[fec0::1]"},
		{"IPv6 multicast", "[ff02::1]"},
		{"IPv6 discard", "[100::1]"},
	}
}

// counted starts a loopback server that counts its requests.
func counted(t *testing.T) (port string, hits *atomic.Int64) {
	t.Helper()
	hits = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits.Add(1) }))
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port(), hits
}

func TestForbiddenTargets(t *testing.T) {
	port, hits := counted(t)
	guard := outbound.New(outbound.Policy{})
	for _, test := range forbidden() {
		for _, scheme := range []string{"https", "http"} {
			t.Run(test.name+"/"+scheme, func(t *testing.T) {
				_, _, err := guard.Get(t.Context(), scheme+"://"+test.host+":"+port+"/")
				if !errors.Is(err, outbound.ErrRefused) {
					t.Errorf("got %v, want ErrRefused", err)
				}
			})
		}
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}

// Allowing one range does not allow others.
func TestWiderPolicies(t *testing.T) {
	loopback := outbound.Policy{AllowLoopback: true}
	private := outbound.Policy{AllowPrivate: true}
	tests := []struct {
		name   string
		policy outbound.Policy
		url    string
	}{
		{"loopback is not unspecified", loopback, "http://0.0.0.0:{port}/"},
		{"loopback is not private", loopback, "https://10.0.0.1/"},
		{"http to a private address", loopback, "http://192.168.0.1/"},
		{"http to a public address", loopback, "http://8.8.8.8/"},
		{"loopback in disguise", loopback, "http://[::ffff:127.0.0.1]:{port}/"},
		{"loopback in decimal", loopback, "http://2130706433:{port}/"},
		{"private is not loopback", private, "https://127.0.0.1:{port}/"},
		{"private is not link-local", private, "https://169.254.169.254/"},
		{"private is not metadata", private, "https://[fd00:ec2::254]/"},
		{"private is not carrier-grade NAT", private, "https://100.64.0.1/"},
		{"http to private", private, "http://10.0.0.1/"},
	}
	port, hits := counted(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := outbound.New(test.policy).Get(t.Context(), withPort(test.url, port))
			if !errors.Is(err, outbound.ErrRefused) {
				t.Errorf("got %v, want ErrRefused", err)
			}
		})
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}

func TestRefusedURLs(t *testing.T) {
	tests := []struct{ name, url string }{
		{"file", "file:///etc/passwd"},
		{"ftp", "ftp://example.com/"},
		{"gopher", "gopher://127.0.0.1:6379/_INFO"},
		{"data", "data:text/plain,x"},
		{"no scheme", "example.com/x"},
		{"scheme relative", "//example.com/x"},
		{"no host", "https:///x"},
		{"empty", ""},
		{"user information", "https://user:secret@example.com/"},
		{"user information hides the host", "https://example.com@127.0.0.1/"},
		{"line break", "https://example.com/\r\nX: y"},
		{"backslash", `https://127.0.0.1\@example.com/`},
		{"http", "http://example.com/"},
	}
	guard := outbound.New(outbound.Policy{})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := guard.Get(t.Context(), test.url)
			if !errors.Is(err, outbound.ErrRefused) {
				t.Errorf("got %v, want ErrRefused", err)
			}
		})
	}
}

// A public address passes the checks: the request fails only because its context
// ends.
func TestPublicAddressesPass(t *testing.T) {
	guard := outbound.New(outbound.Policy{})
	for _, host := range []string{"8.8.8.8", "100.63.255.255", "172.32.0.1", "[2606:4700::1]", "[2001:4860::1]"} {
		ctx, cancel := contextThatEnds(t)
		_, _, err := guard.Get(ctx, "https://"+host+"/")
		cancel()
		if err == nil || errors.Is(err, outbound.ErrRefused) {
			t.Errorf("%s: %v", host, err)
		}
	}
}
