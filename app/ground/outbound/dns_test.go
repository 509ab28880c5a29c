package outbound_test

import (
	"context"
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"testing"

	"portico/app/ground/outbound"
)

const (
	typeA    = 1
	typeAAAA = 28
)

// resolveTo makes every name resolve to addresses in this process, through a real
// DNS server on loopback.
func resolveTo(t *testing.T, addresses ...string) {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go answer(server, addresses)
	before := net.DefaultResolver
	t.Cleanup(func() { net.DefaultResolver = before })
	net.DefaultResolver = &net.Resolver{
		PreferGo: true,
		Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
		},
	}
}

func answer(server net.PacketConn, addresses []string) {
	query := make([]byte, 512)
	for {
		n, from, err := server.ReadFrom(query)
		if err != nil {
			return
		}
		_, _ = server.WriteTo(response(query[:n], addresses), from)
	}
}

// response answers the one question of a query (RFC 1035, section 4).
func response(query []byte, addresses []string) []byte {
	const header = 12
	end := header
	for query[end] != 0 {
		end += int(query[end]) + 1
	}
	kind := binary.BigEndian.Uint16(query[end+1:])
	question := query[header : end+5]

	var records []byte
	count := 0
	for _, address := range addresses {
		ip := netip.MustParseAddr(address).AsSlice()
		if (kind == typeA) != (len(ip) == net.IPv4len) || (kind != typeA && kind != typeAAAA) {
			continue
		}
		count++
		records = append(records, 0xc0, header)                                      // the name of the question
		records = append(records, 0, byte(kind), 0, 1, 0, 0, 0, 0, 0, byte(len(ip))) // IN, TTL 0
		records = append(records, ip...)
	}
	out := append([]byte{query[0], query[1], 0x81, 0x80, 0, 1, 0, byte(count), 0, 0, 0, 0}, question...)
	return append(out, records...)
}

func TestNamesThatPointInside(t *testing.T) {
	tests := []struct {
		name      string
		addresses []string
	}{
		{"loopback", []string{"127.0.0.1"}},
		{"IPv6 loopback", []string{"::1"}},
		{"private", []string{"10.1.2.3"}},
		{"metadata", []string{"169.254.169.254"}},
		{"unspecified", []string{"0.0.0.0"}},
		{"mapped", []string{"::ffff:127.0.0.1"}},
		{"translated", []string{"64:ff9b::7f00:1"}},
		{"unique local", []string{"fd00::1"}},
		{"several", []string{"10.0.0.1", "127.0.0.1", "::1"}},
	}
	port, hits := counted(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			resolveTo(t, test.addresses...)
			_, _, err := outbound.New(outbound.Policy{}).Get(t.Context(), "https://rebound.example:"+port+"/")
			if !errors.Is(err, outbound.ErrRefused) {
				t.Errorf("got %v, want ErrRefused", err)
			}
		})
	}
	if hits.Load() != 0 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}

// The same name works if the policy allows its address: the tests above are refused
// because of the address, not the name.
func TestNameThatPointsToAllowedLoopback(t *testing.T) {
	port, hits := counted(t)
	resolveTo(t, "127.0.0.1")
	if _, _, err := loopbackGuard().Get(t.Context(), "http://rebound.example:"+port+"/"); err != nil {
		t.Fatal(err)
	}
	if hits.Load() != 1 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}

// A name whose address changes between requests is checked each time.
func TestRebinding(t *testing.T) {
	port, hits := counted(t)
	guard := loopbackGuard()
	resolveTo(t, "127.0.0.1")
	if _, _, err := guard.Get(t.Context(), "http://rebound.example:"+port+"/"); err != nil {
		t.Fatal(err)
	}
	resolveTo(t, "10.0.0.1")
	if _, _, err := guard.Get(t.Context(), "http://rebound.example:1/"); !errors.Is(err, outbound.ErrRefused) {
		t.Errorf("got %v, want ErrRefused", err)
	}
	if hits.Load() != 1 {
		t.Errorf("%d requests arrived", hits.Load())
	}
}
