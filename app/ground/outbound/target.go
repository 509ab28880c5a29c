package outbound

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// checkURL rejects, before any look-up, what is recognizable in the URL: other
// schemes, user information, and hosts that spell an address in a way on which
// resolvers disagree.
func (p Policy) checkURL(u *url.URL) error {
	if u.Scheme != "https" && (u.Scheme != "http" || !p.AllowLoopback) {
		return fmt.Errorf("%w: scheme %q", ErrRefused, u.Scheme)
	}
	if u.User != nil {
		return fmt.Errorf("%w: user information in the URL", ErrRefused)
	}
	return p.checkHost(u.Hostname())
}

// checkHost rejects hosts that are neither a plain name nor an allowed address.
func (p Policy) checkHost(host string) error {
	if host == "" {
		return fmt.Errorf("%w: no host", ErrRefused)
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return p.checkLiteral(addr)
	}
	if strings.Contains(host, ":") || endsInNumber(host) {
		return fmt.Errorf("%w: host %q is no plain address", ErrRefused, host)
	}
	return nil
}

// checkLiteral rejects addresses that embed another one or name an interface; URLs
// do not need these.
func (p Policy) checkLiteral(addr netip.Addr) error {
	if addr.Is4In6() || addr.Zone() != "" {
		return fmt.Errorf("%w: address %s is no plain address", ErrRefused, addr)
	}
	return p.check(addr)
}

// endsInNumber reports whether the last label is a number, as in 2130706433, 0x7f.1
// or 0177.0.0.1, which some resolvers take for an IPv4 address (WHATWG URL Standard,
// "ends in a number").
func endsInNumber(host string) bool {
	host = strings.TrimSuffix(host, ".")
	label := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	if hex, found := strings.CutPrefix(label, "0x"); found {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}
