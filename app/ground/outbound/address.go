package outbound

import (
	"errors"
	"fmt"
	"net/netip"
)

// ErrRefused reports that the server may not connect to a target.
var ErrRefused = errors.New("outbound target refused")

// Policy decides which targets are allowed; the zero value allows only public
// addresses over https.
type Policy struct {
	// AllowLoopback allows this machine, also over http, for development.
	AllowLoopback bool
	// AllowPrivate allows private networks (RFC 1918, RFC 4193).
	AllowPrivate bool
}

// check returns an error unless connections to the address are allowed.
func (p Policy) check(addr netip.Addr) error {
	addr = addr.Unmap().WithZone("")
	if p.AllowLoopback && addr.IsLoopback() {
		return nil
	}
	if p.AllowPrivate && addr.IsPrivate() && !awsMetadata().Contains(addr) {
		return nil
	}
	if addr.Is4() && !contains(reserved4(), addr) {
		return nil
	}
	if addr.Is6() && globalUnicast().Contains(addr) && !contains(reserved6(), addr) {
		return nil
	}
	return fmt.Errorf("%w: address %s is not public", ErrRefused, addr)
}

func contains(ranges []netip.Prefix, addr netip.Addr) bool {
	for _, r := range ranges {
		if r.Contains(addr) {
			return true
		}
	}
	return false
}

// reserved4 lists the IPv4 ranges that are not public, after the IANA registry
// of special-purpose addresses (RFC 6890).
func reserved4() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"),        // this network
		netip.MustParsePrefix("10.0.0.0/8"),       // private
		netip.MustParsePrefix("100.64.0.0/10"),    // carrier-grade NAT
		netip.MustParsePrefix("127.0.0.0/8"),      // loopback
		netip.MustParsePrefix("168.63.129.16/32"), // platform service of a public cloud
		netip.MustParsePrefix("169.254.0.0/16"),   // link-local, cloud metadata
		netip.MustParsePrefix("172.16.0.0/12"),    // private
		netip.MustParsePrefix("192.0.0.0/24"),     // protocol assignments
		netip.MustParsePrefix("192.0.2.0/24"),     // documentation
		netip.MustParsePrefix("192.88.99.0/24"),   // 6to4 relays
		netip.MustParsePrefix("192.168.0.0/16"),   // private
		netip.MustParsePrefix("198.18.0.0/15"),    // benchmarks
		netip.MustParsePrefix("198.51.100.0/24"),  // documentation
		netip.MustParsePrefix("203.0.113.0/24"),   // documentation
		netip.MustParsePrefix("224.0.0.0/4"),      // multicast
		netip.MustParsePrefix("240.0.0.0/4"),      // reserved, broadcast
	}
}

// globalUnicast is all IPv6 space allocated so far. Loopback, unspecified, mapped,
// compatible, NAT64, unique local, link-local and multicast addresses are outside.
func globalUnicast() netip.Prefix { return netip.MustParsePrefix("2000::/3") }

// reserved6 lists the ranges within globalUnicast that are not public.
func reserved6() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("2001::/23"),     // protocol assignments: Teredo, benchmarks, ORCHID
		netip.MustParsePrefix("2001:db8::/32"), // documentation
		netip.MustParsePrefix("2002::/16"),     // 6to4, which wraps an IPv4 address
		netip.MustParsePrefix("3fff::/20"),     // documentation
	}
}

// awsMetadata is the range of a cloud metadata service inside the private range.
func awsMetadata() netip.Prefix { return netip.MustParsePrefix("fd00:ec2::/32") }
