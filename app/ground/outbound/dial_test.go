package outbound_test

import (
	"errors"
	"net"
	"testing"

	"portico/app/ground/outbound"
)

func TestDial(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	open, closed := outbound.New(outbound.Policy{AllowLoopback: true}), outbound.New(outbound.Policy{})
	conn, err := open.Dial(t.Context(), listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", ""} {
		if _, err := closed.Dial(t.Context(), host+":"+port); !errors.Is(err, outbound.ErrRefused) {
			t.Errorf("%s: got %v", host, err)
		}
	}
	for _, address := range []string{"127.0.0.1", "10.0.0.1:25", "2130706433:" + port} {
		if _, err := open.Dial(t.Context(), address); !errors.Is(err, outbound.ErrRefused) {
			t.Errorf("%s: got %v", address, err)
		}
	}
}
